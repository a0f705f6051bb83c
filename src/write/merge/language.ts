// In: a path. Out: the language that its file is merged in, and how that language writes a comment. Data; never reads a file.

export type Language = "hcl" | "yaml" | "json" | "dockerfile" | "markdown" | "list" | "shell" | "text";

/** How a line becomes a comment. `none`: the language has no comments. `raw`: not known, markers stand as they are. */
export type CommentForm = "#" | "//" | "html" | "none" | "raw";

const BY_EXTENSION: Readonly<Record<string, Language>> = {
  tf: "hcl",
  tfvars: "hcl",
  hcl: "hcl",
  yaml: "yaml",
  yml: "yaml",
  json: "json",
  dockerfile: "dockerfile",
  md: "markdown",
  sh: "shell",
  dockerignore: "list",
  gitignore: "list",
  gitattributes: "list",
  "tool-versions": "list",
};

/** Extensions of files that are merged by line, with `#` or `//` before a comment. */
const HASH_EXTENSIONS = new Set(["toml", "py", "conf", "cfg", "ini", "editorconfig", "env", "properties", "rb"]);
const SLASH_EXTENSIONS = new Set(["js", "ts", "jsx", "tsx", "mjs", "cjs", "go", "mod", "java", "cs", "kt", "rs"]);

export function languageOf(path: string): Language {
  const name = nameOf(path);
  if (/^(dockerfile|containerfile)(\.|$)/.test(name)) return name.endsWith("ignore") ? "list" : "dockerfile";
  if (/^(requirements|constraints)[\w-]*\.txt$/.test(name)) return "list";
  return BY_EXTENSION[extensionOf(name)] ?? "text";
}

export function commentFormOf(path: string): CommentForm {
  const language = languageOf(path);
  if (language === "json") return "none";
  if (language === "markdown") return "html";
  if (language !== "text") return "#";
  const name = nameOf(path);
  const extension = extensionOf(name);
  if (HASH_EXTENSIONS.has(extension) || name === "makefile") return "#";
  if (extension === "html" || extension === "xml") return "html";
  return SLASH_EXTENSIONS.has(extension) ? "//" : "raw";
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).toLowerCase();
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
