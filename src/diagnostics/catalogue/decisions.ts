// Codes of the reading of the text. Data only.

export const decisionCodes = {
  DECISION_OPEN_CHOICE: { title: "The text leaves a choice open", cause: "Two or more possibilities are named and none is chosen.", fix: "Name the one you want, or set it under decisions." },
} as const;
