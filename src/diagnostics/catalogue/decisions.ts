// Codes of the reading of the text. Data only.

export const decisionCodes = {
  DECISION_OPEN_CHOICE: {
    title: "The text leaves a choice open",
    cause: "Two or more possibilities are named and none is chosen, or one is named with a question mark.",
    fix: "Name the one you want, or set it under decisions.",
  },
  DECISION_CONFLICT: {
    title: "Two fields contradict each other",
    cause: "One field denies or excludes what another one uses or demands.",
    fix: "Make both fields agree, or set the decision under decisions.",
  },
  DECISION_IMPOSSIBLE: {
    title: "A value that cannot be",
    cause: "The text states something that nothing can have, most likely a slip of the pen.",
    fix: "Write what is meant, or set it under decisions.",
  },
  DECISION_PLANNED: {
    title: "Named as a plan only",
    cause: "The text names it for later, as a possibility or as a wish; only what holds now is built.",
    fix: "State it as decided, or set it under decisions.",
  },
  DECISION_UNDECIDED: {
    title: "The text does not decide",
    cause: "A part that the output needs is not named, or named only in general words; a default stands in.",
    fix: "Name it in the field, or set it under decisions.",
  },
  DECISION_RETIRED_SERVICE: {
    title: "A named service has ended or is closed",
    cause: "The vendor has ended the service, announced its end, or closed it to new customers.",
    fix: "Move to the successor that the message names.",
  },
  DECISION_UNKNOWN_REGION: {
    title: "A region that does not exist",
    cause: "A word looks like the code of a region of AWS, and is off by a letter or two.",
    fix: "Write the code that is meant, or set decisions.regions.",
  },
  DECISION_OTHER_CLOUD: {
    title: "A second cloud is named",
    cause: "More than one cloud appears in the answers; the output is for one.",
    fix: "Say which one hosts the system, or set decisions.cloud.",
  },
  DECISION_VENDOR_EDGE: {
    title: "The edge belongs to another vendor",
    cause: "The content delivery or the firewall is a product outside the cloud; its configuration is not generated.",
    fix: "Configure it at the vendor, or set the decision under decisions.",
  },
  DECISION_WEAK_SECRETS: {
    title: "Secrets lie in plain settings",
    cause: "The text keeps secrets in environment settings, files or the repository.",
    fix: "Keep them in a secret store; a default stands in until one is named.",
  },
  DECISION_NO_BACKUP: {
    title: "The text does without backups",
    cause: "A field on backups denies them while the system owns a database; the database is backed up all the same.",
    fix: "Say how often the data is saved and how long that is kept.",
  },
  DECISION_TEXT_TOO_LONG: {
    title: "A text is too long to be read whole",
    cause: "One field, or all fields together, hold more text than people write; only the beginning is interpreted.",
    fix: "Shorten the text to what decides, or set the decisions under decisions.",
  },
  DECISION_READ_ANEW: {
    title: "This version reads the same text differently",
    cause:
      "The output was made by another version of scaffold, which read this text in another way. The older reading is kept.",
    fix: "Look at both readings, then accept the new one or set the decision.",
  },
  DECISION_UNKNOWN_SERVICE: {
    title: "An override names no service",
    cause: "The key under decisions.services is not the name of a service.",
    fix: "Use the name as it stands under services.",
  },
} as const;
