// Codes of the answers file: its shape and its cross-field rules. Data only.

export const answersCodes = {
  ANSWERS_WRONG_TYPE: {
    title: "A field has the wrong type",
    cause: "The template asks for another kind of value here.",
    fix: "Write the kind of value that the message names.",
  },
  ANSWERS_MISSING: {
    title: "A section or field is missing",
    cause: "The template has ten sections with 41 fields; one of them is not in the file.",
    fix: "Add it; an empty string or list is allowed where there is nothing to say.",
  },
  ANSWERS_UNKNOWN_KEY: {
    title: "A key is not part of the template",
    cause: "A typing mistake, or a key of another tool. It is ignored.",
    fix: "Correct the spelling or remove the key.",
  },
  ANSWERS_DUPLICATE_KEY: {
    title: "A key stands twice in one object",
    cause:
      "Every parser keeps one of them and drops the other in silence, so half of what was written would not count.",
    fix: "Keep one of them, with all that belongs to it.",
  },
  ANSWERS_NO_SERVICES: {
    title: "No services",
    cause: "The list of services is empty, so there is nothing to build.",
    fix: "Describe at least one service.",
  },
  ANSWERS_DUPLICATE_SERVICE: {
    title: "Two services have the same name",
    cause: "Names become identifiers; two services with one identifier cannot both exist.",
    fix: "Rename one of them.",
  },
  ANSWERS_BAD_NAME: {
    title: "A name cannot become an identifier",
    cause: "It holds no letter and no digit.",
    fix: "Use a name with at least one letter.",
  },
  ANSWERS_WRONG_STEP: {
    title: "These are the answers of another step",
    cause: "The file's step number is not 7.",
    fix: "Give the file of Step 7: System Architecture.",
  },
  ANSWERS_NOT_OURS: {
    title: "The file belongs to something else",
    cause: "It is JSON, but neither its step nor any of its sections is one of the template.",
    fix: "Name the answers file, or a new one; the interview overwrites nothing that it does not know.",
  },
  ANSWERS_TOO_DEEP: {
    title: "The file is nested too deeply",
    cause: "More than 64 levels; the template has five.",
    fix: "Check how the file was made.",
  },
  ANSWERS_BAD_OVERRIDE: {
    title: "An override is not allowed",
    cause: "The decisions object is typed and strict: only known keys and values.",
    fix: "Use one of the allowed ones.",
  },
  ANSWERS_NAMED_AFTER_FOLDER: {
    title: "The system is named after the folder of the answers",
    cause: "The answers give no project, and the output has no name yet.",
    fix: "Set project when the system shall be called something else; later runs into the folder keep the name.",
  },
} as const;
