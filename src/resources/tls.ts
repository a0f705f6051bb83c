// In: the name of a TLS policy or version, as AWS and Azure spell them. Out: the oldest TLS that it still takes. Never guesses: a name that it does not know has none.

/** `ELBSecurityPolicy-TLS13-1-2-2021-06`, `ELBSecurityPolicy-FS-1-2-2019-08`, `Policy-Min-TLS-1-2-2019-07`, `TLSv1.2_2021`, `TLS_1_2`, `TLS1_2`, `1.2`; a year is no version. */
const NAMED = /(?:(?:TLS(?:13)?|FS)[-_v]?|^)1[-._](\d)(?!\d)/;

/** Those that name no version take TLS 1.0: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html, https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
const OLDEST = /^(?:ELBSecurityPolicy-(?:FS-)?20\d\d-\d\d|TLSv1(?:_20\d\d)?|SSLv3)$/;

/** The number behind "TLS 1."; undefined for a name that is not known. */
export function oldestTls(name: unknown): number | undefined {
  if (typeof name !== "string") return undefined;
  if (OLDEST.test(name)) return 0;
  const [, minor] = NAMED.exec(name) ?? [];
  return minor === undefined ? undefined : Number(minor);
}
