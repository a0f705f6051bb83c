// Codes of what keeps a plan from being reviewed: exit 2. Data only.

export const reviewCodes = {
  REVIEW_NOT_JSON: {
    title: "The file is not JSON",
    cause: "A plan in JSON is one object, as terraform show -json prints it.",
    fix: "Write it with: terraform show -json tfplan > plan.json",
  },
  REVIEW_TRUNCATED: {
    title: "The file ends too early",
    cause: "The JSON is cut off: a full disk, a broken pipe, or an interrupted command.",
    fix: "Write the file again and check that the command that writes it succeeded.",
  },
  REVIEW_EMPTY: {
    title: "The file is empty",
    cause: "The command that should have written it failed or wrote elsewhere.",
    fix: "Check the step that runs terraform show -json.",
  },
  REVIEW_ENCODING: {
    title: "The encoding of the file is not known",
    cause: "Plans are read as UTF-8 or UTF-16, with or without a byte order mark.",
    fix: "Write the file as UTF-8.",
  },
  REVIEW_BINARY_PLAN: {
    title: "This is a saved plan, not its JSON",
    cause: "terraform plan -out writes a binary file that only terraform reads.",
    fix: "Convert it: terraform show -json tfplan > plan.json",
  },
  REVIEW_STREAMING: {
    title: "This is the log of terraform plan -json",
    cause: "That log has one JSON object a line, without the values that a review needs.",
    fix: "Save the plan with -out=tfplan, then: terraform show -json tfplan > plan.json",
  },
  REVIEW_STATE_FILE: {
    title: "This is a state, not a plan",
    cause: "It is a state file, or terraform show -json was called without the name of a plan.",
    fix: "Name the saved plan: terraform show -json tfplan > plan.json",
  },
  REVIEW_NOT_A_PLAN: {
    title: "The JSON is not a plan",
    cause: "It has none of the parts that a plan has.",
    fix: "Give the output of: terraform show -json tfplan",
  },
  REVIEW_FORMAT_VERSION: {
    title: "The format of the plan is too new",
    cause: "Major versions 0 and 1 are known; a new major version may mean other things by the same names.",
    fix: "Update scaffold, or write the plan with a Terraform whose format is 1.x.",
  },
  REVIEW_TOO_DEEP: {
    title: "The plan is nested too deeply",
    cause: "More levels than any configuration reaches.",
    fix: "Check how the file was made.",
  },
  REVIEW_DUPLICATE_KEY: {
    title: "A key stands twice in one object of the plan",
    cause:
      "Programs differ in which of the two they take, so that a review could see another plan than the one that is applied. Terraform never writes that.",
    fix: "Find out what changed the file, and write it again: terraform show -json tfplan > plan.json",
  },
  REVIEW_ACCEPT_UNUSED: {
    title: "--accept names nothing that was found",
    cause:
      "The text is neither the rule nor the address of a finding: a typing error, or what it was written for is gone.",
    fix: "Take it away, or write a rule, an address, or environment:address as the review prints them.",
  },
  REVIEW_OPTION_UNUSED: {
    title: "An option has no effect",
    cause: "It belongs to another format than the one that is printed.",
    fix: "Leave it away, or ask for the format that it belongs to.",
  },
  REVIEW_SNAPSHOT: {
    title: "A list of resources cannot be used",
    cause: "The file is not what scaffold infra writes to .scaffold/resources.json.",
    fix: "Run scaffold infra again, or leave the option away.",
  },
} as const;
