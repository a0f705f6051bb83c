// Codes of the answers file: its shape and its cross-field rules. Data only.

export const answersCodes = {
  ANSWERS_NOT_JSON: { title: "The answers file is not JSON", cause: "The file could not be parsed.", fix: "Correct the syntax at the position named." },
} as const;
