// In: the bytes of a file that should be a plan in JSON. Out: its text, whatever encoding a shell gave it. Never guesses an encoding that it cannot tell.
import { ScaffoldError } from "../diagnostics/errors.ts";

/** UTF-8 or UTF-16 in both byte orders, with or without a mark: PowerShell redirects to UTF-16. */
export function decodePlan(bytes: Uint8Array, name: string): string {
  if (bytes.length === 0)
    throw new ScaffoldError(
      "REVIEW_EMPTY",
      `${name} is empty`,
      "Check the step that runs terraform show -json; its own error may be in the log above.",
    );
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]))
    throw new ScaffoldError(
      "REVIEW_BINARY_PLAN",
      `${name} is a saved plan in its binary form`,
      "Convert it: terraform show -json tfplan > plan.json",
    );
  const encoding = encodingOf(bytes);
  if (encoding === "utf-8") {
    // Many times quicker than a decoder that checks; only a replacement character makes the check necessary.
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
    if (!text.includes("\ufffd")) return text.startsWith("\ufeff") ? text.slice(1) : text;
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ScaffoldError(
      "REVIEW_ENCODING",
      `${name} is neither UTF-8 nor UTF-16`,
      "Write the plan as UTF-8: terraform show -json tfplan > plan.json",
      cause,
    );
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return "utf-16le";
  if (startsWith(bytes, [0xfe, 0xff])) return "utf-16be";
  // JSON starts with an ASCII character, so the place of the first zero byte tells the order.
  if (bytes[0] !== 0 && bytes[1] === 0) return "utf-16le";
  if (bytes[0] === 0 && bytes[1] !== 0) return "utf-16be";
  return "utf-8";
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}
