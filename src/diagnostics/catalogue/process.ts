// Codes of what keeps the program from answering. Data only.

export const processCodes = {
  USAGE: { title: "The command line is not understood", cause: "An unknown command, option or value.", fix: "See scaffold --help." },
} as const;
