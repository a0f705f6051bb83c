// In: an address range. Out: whether no router of the internet carries it. Never says who uses it.

/** https://datatracker.ietf.org/doc/html/rfc1918, rfc6598 */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

export function isPrivate(range: string): boolean {
  return PRIVATE.test(range);
}
