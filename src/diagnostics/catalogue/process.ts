// Codes of what keeps the program from answering: exit 2. Data only.

export const processCodes = {
  USAGE: {
    title: "The command line is not understood",
    cause: "An unknown command, option or value.",
    fix: "See scaffold --help.",
  },
  IO_READ: {
    title: "A file cannot be read",
    cause: "It is missing, a folder, or not readable for this user.",
    fix: "Check the path and its permissions.",
  },
  IO_TOO_LARGE: {
    title: "The answers file is too large",
    cause: "Files over 5 MB are not read; answers are a few kilobytes.",
    fix: "Check that this is the answers file.",
  },
  IO_NOT_UTF8: {
    title: "The answers file is not UTF-8",
    cause: "It was saved in another encoding, such as UTF-16 or Latin-1.",
    fix: "Save it as UTF-8.",
  },
  IO_NOT_JSON: {
    title: "The answers file is not JSON",
    cause: "It could not be parsed.",
    fix: "Correct the syntax at the position named.",
  },
  IO_NO_TERMINAL: {
    title: "There is no terminal to ask in",
    cause: "Questions are asked only where a person can answer: standard input and standard error are a terminal.",
    fix: "Run it in a terminal, or fill in the file with an editor.",
  },
  INTERNAL: { title: "Internal error", cause: "A bug in scaffold.", fix: "Report it with the text printed." },
} as const;
