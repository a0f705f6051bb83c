// Codes of comparing with and writing the output folder. Data only.

export const writeCodes = {
  WRITE_CONFLICT: { title: "Both sides changed the same lines", cause: "A hand edit and the new output touch the same place.", fix: "Edit the file between the markers." },
} as const;
