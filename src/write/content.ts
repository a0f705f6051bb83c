// In: bytes of a file. Out: its text with line ends and byte order mark set aside, and back; hashes. Never touches a disk.
import { hash } from "node:crypto";

/** The bytes of a file and whether it may be executed. */
export interface FileContent {
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** Text as merges see it: `\n` only, no byte order mark. `crlf` and `bom` say how the file on disk has it, so that it keeps it. */
export interface Text {
  readonly text: string;
  readonly crlf: boolean;
  readonly bom: boolean;
}

/** Bytes in hand are never written to, and a run asks for the hash of the same bytes several times. */
const hashes = new WeakMap<Uint8Array, string>();

/** SHA-256, lower-case hexadecimal. */
export function sha256(content: Uint8Array | string): string {
  if (typeof content === "string") return hash("sha256", content);
  const known = hashes.get(content) ?? hash("sha256", content);
  hashes.set(content, known);
  return known;
}

const BOM = "\uFEFF";
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Undefined for what is not UTF-8 or holds a NUL: such files are kept or replaced, never merged. */
export function toText(bytes: Uint8Array): Text | undefined {
  if (bytes.includes(0)) return undefined;
  let decoded: string;
  try {
    decoded = UTF8.decode(bytes);
  } catch {
    return undefined;
  }
  const bom = decoded.startsWith(BOM);
  const body = bom ? decoded.slice(1) : decoded;
  // Only a file that has CRLF throughout is a CRLF file; in a mixed one the odd `\r` is part of its line, so nothing is lost.
  const crlf = body.includes("\r\n") && !/(^|[^\r])\n/.test(body);
  return { text: crlf ? body.replaceAll("\r\n", "\n") : body, crlf, bom };
}

/** The bytes of `text` in the form of the file that it replaces. */
export function toBytes(text: string, form?: { readonly crlf: boolean; readonly bom: boolean }): Uint8Array {
  const body = form?.crlf ? text.replaceAll("\n", "\r\n") : text;
  // Small files share memory; an encoder would ask the system for each.
  return Buffer.from(form?.bom ? BOM + body : body, "utf8");
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/** Same text, whatever the line ends; same bytes where one is not text. */
export function sameContent(a: Uint8Array, b: Uint8Array): boolean {
  if (sameBytes(a, b)) return true;
  const [left, right] = [toText(a), toText(b)];
  return left !== undefined && right !== undefined && left.text === right.text;
}

/** True when `bytes` are what `hash` was made of, as they are or before a checkout changed their line ends. */
export function hasHash(bytes: Uint8Array, hash: string): boolean {
  if (sha256(bytes) === hash) return true;
  const text = toText(bytes);
  return text !== undefined && (text.crlf || text.bom) && sha256(text.text) === hash;
}
