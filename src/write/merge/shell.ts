// In: a shell script. Out: before which of its lines a comment may stand, and whether its quotes and here-documents end. Never runs or expands anything.

export interface ShellLines {
  /** One for each line and one for the end: false inside of a string, a here-document, or behind a backslash. */
  readonly free: readonly boolean[];
  readonly isComplete: boolean;
}

type Mode = "code" | "string" | "brackets";

export function readShell(text: string): ShellLines {
  const free: boolean[] = [true];
  const modes: Mode[] = ["code"];
  const documents: { readonly word: string; readonly tabs: boolean }[] = [];
  /** Those before it have ended. */
  let ended = 0;
  let at = 0;
  let continues = false;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  const endLine = () => {
    at++;
    free.push(modes.at(-1) !== "string" && !continues);
    continues = false;
    while (ended < documents.length && modes.at(-1) !== "string") {
      if (at >= text.length) return;
      const end = text.indexOf("\n", at);
      const line = text.slice(at, end < 0 ? undefined : end);
      const { word, tabs } = documents[ended] ?? { word: "", tabs: false };
      free[free.length - 1] = false;
      if ((tabs ? line.replace(/^\t+/, "") : line) === word) ended++;
      at = end < 0 ? text.length : end + 1;
      if (end >= 0) free.push(true);
    }
  };
  while (at < text.length) {
    const mode = modes.at(-1);
    const char = text[at];
    if (char === "\n") endLine();
    else if (char === "\\") {
      continues = text[at + 1] === "\n";
      at += continues ? 1 : 2;
    } else if (take(/\$\(|\$\{/y) !== null) modes.push(text[at - 1] === "(" ? "code" : "brackets");
    else if (char === '"') {
      if (mode === "string") modes.pop();
      else modes.push("string");
      at++;
    } else if (mode === "string") at++;
    else if (char === "'" || (char === "$" && text[at + 1] === "'")) {
      const quoted = take(/\$'(?:[^'\\]|\\[\s\S])*'|'[^']*'/y);
      if (quoted === null) return { free, isComplete: false };
      for (const one of quoted[0]) if (one === "\n") free.push(false);
    } else if (mode === "brackets") {
      if (char === "}") modes.pop();
      at++;
    } else if (char === "#" && /[\s;&|(]|^$/.test(text[at - 1] ?? "")) take(/[^\n]*/y);
    else if (char === "(") {
      modes.push("code");
      at++;
    } else if (char === ")") {
      // A pattern of `case` ends with a bracket that nothing opened.
      if (modes.length > 1) modes.pop();
      at++;
    } else if (take(/<<</y) === null) {
      const document = take(/<<(-?)[ \t]*(["']?)([A-Za-z_][\w.-]*)\2/y);
      if (document === null) at++;
      else documents.push({ word: document[3] ?? "", tabs: document[1] === "-" });
    }
  }
  return { free, isComplete: modes.length === 1 && ended === documents.length && free.at(-1) !== false };
}
