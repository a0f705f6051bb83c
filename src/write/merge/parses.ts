// In: a path and a text. Out: whether the text parses in the language of the path. Never says more than that: for a language without a grammar the answer is yes.
import { languageOf } from "./language.ts";
import { readShell } from "./shell.ts";
import { hasGrammar, type Memory, readTree } from "./tree-driver.ts";

export function parses(path: string, text: string, memory?: Memory): boolean {
  const language = languageOf(path);
  if (language === "json") return isJson(text);
  // Their readers take any text.
  if (language === "markdown" || language === "list") return true;
  if (language === "shell") return readShell(text).isComplete;
  return !hasGrammar(language) || readTree(language, text, memory) !== undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
