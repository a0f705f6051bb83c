// In: a path and a text. Out: whether the text parses in the language of the path. Never says more than that: a reader that knows no grammar says yes.
import { languageOf } from "./language.ts";

export function parses(path: string, text: string): boolean {
  return languageOf(path) !== "json" || isJson(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
