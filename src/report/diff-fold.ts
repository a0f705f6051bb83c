// In: a unified diff, and which of its files are bookkeeping. Out: the same diff with one line of comment for each of those. Pure; `git apply` reads over a line between two files.

/** Longer than this, what programs read is not shown to people. */
const SHORT = 40;

export function foldDiff(diff: string, isBookkeeping: (path: string) => boolean): string {
  return diff
    .split(/^(?=diff --git a\/)/m)
    .map((part) => {
      const path = /^diff --git a\/(.*) b\/\1$/m.exec(part)?.[1];
      const lines = part.split("\n").length - 1;
      if (path === undefined || lines <= SHORT || !isBookkeeping(path)) return part;
      return `# ${path} changes too: ${lines} lines for programs, not shown here; --json has them.\n`;
    })
    .join("");
}
