// In: text of a service or of the load balancer. Out: the path that says whether it is well, as it is written. Never a path that serves anything else.

const PATH = "[`\"']?(\\/[a-z0-9][a-z0-9/_-]{1,60})";
/** "health check on /healthz", "GET /up is the probe": what asks, with the path near it. Liveness before readiness: who is not ready yet is not restarted. */
const ASKED = [
  new RegExp(`(?:health|healthcheck|health-check|ping|probe)[^\\n]{0,30}?\\s${PATH}`, "i"),
  new RegExp(`\\b(?:liveness|heartbeat)\\b[^\\n./]{0,30}?\\s${PATH}`, "i"),
  new RegExp(
    `\\b(?:load[ -]?balancer|alb|target group|balancer|it)\\s(?:asks?|polls?|probes?|checks?|hits?|calls?|pings?|requests?|gets?|watches)\\b[^\\n./]{0,30}?\\s${PATH}`,
    "i",
  ),
  new RegExp(`\\b(?:readiness|readyness|ready)\\b[^\\n./]{0,30}?\\s${PATH}`, "i"),
  new RegExp(
    `(?:^|\\s)${PATH}[\`"']?,? (?:is|as|for|answers|serves as|gives|says|tells) (?:the |our |a |its )?(?:health|liveness|readiness|probe|heartbeat|load[ -]?balancer['’]?s? (?:check|probe))`,
    "im",
  ),
];

export function healthPath(text: string): string | null {
  for (const pattern of ASKED) {
    const path = pattern.exec(text)?.[1];
    if (path !== undefined) return path;
  }
  return null;
}
