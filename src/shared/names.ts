// In: names as people write them. Out: identifiers for Terraform, AWS, files and environment variables. Never returns an empty name.
import { hash } from "node:crypto";

/** Names that Windows keeps for devices: no file or folder can have them. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** Lower-case letters, digits and single dashes, starting with a letter; at most `max` characters, cut with a hash so that two long names stay apart. */
export function slug(text: string, max = 24): string {
  const ascii = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const usable = /^[a-z]/.test(ascii) && !DEVICES.test(ascii);
  return shorten(ascii === "" ? `x${shortHash(text)}` : usable ? ascii : `x-${ascii}`, max);
}

/** Cuts `name` to `max` characters; what is cut off is replaced by a hash of the whole name. */
export function shorten(name: string, max: number): string {
  if (name.length <= max) return name;
  return `${name.slice(0, max - 6).replace(/-+$/, "")}-${shortHash(name).slice(0, 5)}`;
}

/** The Terraform label of a slug: dashes become underscores. */
export function label(id: string): string {
  return id.replaceAll("-", "_");
}

/** The environment variable part of a slug: `order-events` becomes `ORDER_EVENTS`. */
export function upperSnake(id: string): string {
  return label(id).toUpperCase();
}

/** First eight hexadecimal digits of the SHA-256 of `text`. */
export function shortHash(text: string): string {
  return sha256Hex(text).slice(0, 8);
}

/** SHA-256 of the UTF-8 bytes, in 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  return hash("sha256", text);
}
