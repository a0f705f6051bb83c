// In: CIDR blocks as text. Out: ranges of addresses that can be compared. IPv4 and IPv6 never meet; what is no block is no range.

export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

export function parseCidr(text: string): AddressRange | undefined {
  const [address = "", length, ...rest] = text.trim().split("/");
  if (rest.length > 0) return undefined;
  const family = address.includes(":") ? 6 : 4;
  const value = family === 6 ? parseV6(address) : parseV4(address);
  const bits = family === 6 ? 128 : 32;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : -1;
  if (value === undefined || prefix < 0 || prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const first = (value / size) * size;
  return { family, first, last: first + size - 1n };
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const [left = "", right, ...rest] = text.toLowerCase().split("::");
  if (rest.length > 0) return undefined;
  const head = groups(left);
  const tail = right === undefined ? [] : groups(right);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0n), ...tail].reduce(
    (sum, part) => sum * 65_536n + part,
    0n,
  );
}

/** Groups of 16 bits; the last may be written as IPv4. */
function groups(text: string): bigint[] | undefined {
  if (text === "") return [];
  const found: bigint[] = [];
  for (const [index, part] of text.split(":").entries()) {
    if (part.includes(".") && index === text.split(":").length - 1) {
      const v4 = parseV4(part);
      if (v4 === undefined) return undefined;
      found.push(v4 / 65_536n, v4 % 65_536n);
    } else if (/^[0-9a-f]{1,4}$/.test(part)) found.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return found;
}

export function world(family: 4 | 6): AddressRange {
  return { family, first: 0n, last: (1n << (family === 6 ? 128n : 32n)) - 1n };
}

/** More addresses than any network of one's own has: private blocks are 10.0.0.0/8 and fc00::/7 at most. */
export function isHuge({ family, first, last }: AddressRange): boolean {
  const size = last - first + 1n;
  if (family === 4) return size > 1n << 24n;
  return size > 1n << 112n && first >> 121n !== 0xfcn >> 1n;
}
