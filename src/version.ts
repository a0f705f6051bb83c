// In: nothing. Out: the tool's version, the same as package.json's (a test compares them). Never read from disk at run time.

export const VERSION = "0.1.0";
