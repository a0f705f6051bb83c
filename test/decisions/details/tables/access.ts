// In: nothing. Out: sentences about who gets in, with what a careful reader takes from them. The system has the services panel (web), quotes (api) and jobs (worker).

export interface AccessCase {
  /** Text of the service quotes. */
  readonly purpose?: string;
  readonly technology?: string;
  /** "section.field" → text of the rest of the answers. */
  readonly say?: Readonly<Record<string, string>>;
  /** Services that nobody outside reaches, with those that alone call them. */
  readonly closed?: Readonly<Record<string, readonly string[]>>;
  /** Services (or "everything") that are reached from some places only, with the ranges that are written. */
  readonly limited?: Readonly<Record<string, readonly string[]>>;
  readonly loose?: number;
}

const security = (text: string) => ({ "security.api_security": text });
const boundaries = (text: string) => ({ "overall_architecture.service_boundaries": text });

export const ACCESS_CASES: readonly AccessCase[] = [
  // Closed, in the service's own words.
  { purpose: "HTTP service inside, gives grams of dye. Not open to internet.", closed: { quotes: [] } },
  { purpose: "Internal HTTP, only jobs calls it.", closed: { quotes: ["jobs"] } },
  { purpose: "Prices things. Only the panel and jobs call it.", closed: { quotes: ["panel", "jobs"] } },
  { purpose: "Prices things; called only by jobs", closed: { quotes: ["jobs"] } },
  { purpose: "Prices things, only called by the panel", closed: { quotes: ["panel"] } },
  { purpose: "REST API, used exclusively by panel", closed: { quotes: ["panel"] } },
  { purpose: "Internal pricing API", closed: { quotes: [] } },
  { purpose: "Pricing (internal)", closed: { quotes: [] } },
  { purpose: "Internal-only REST", closed: { quotes: [] } },
  { purpose: "Pricing. It isn't exposed.", closed: { quotes: [] } },
  { purpose: "Pricing, not publicly reachable", closed: { quotes: [] } },
  { purpose: "Pricing. Must never be reachable from the internet", closed: { quotes: [] } },
  { purpose: "Pricing, no public endpoint", closed: { quotes: [] } },
  { purpose: "Pricing; only other services call it", closed: { quotes: [] } },
  { purpose: "Pricing, private API", closed: { quotes: [] } },
  { purpose: "Pricing, reachable only from inside the VPC", closed: { quotes: [] } },
  { purpose: "Pricing. Stays inside the VPC.", closed: { quotes: [] } },
  { purpose: "Pricing. Will not be public.", closed: { quotes: [] } },
  { technology: "Go, gRPC, internal", closed: { quotes: [] } },
  // Closed, in other fields.
  { say: security("quotes is internal, the panel is public"), closed: { quotes: [] } },
  { say: security("quotes and jobs are not reachable from outside"), closed: { quotes: [], jobs: [] } },
  { say: boundaries("quotes: internal"), closed: { quotes: [] } },
  { say: boundaries("quotes (not exposed)"), closed: { quotes: [] } },
  { say: security("Only the panel may call quotes"), closed: { quotes: ["panel"] } },
  { say: security("quotes is only called by the panel"), closed: { quotes: ["panel"] } },
  { say: security("The application is not reachable from the internet"), limited: { everything: [] } },
  // Open all the same.
  { purpose: "REST API for partners" },
  { purpose: "Internal users work with it" },
  { purpose: "Back-end of the internal tool, public API" },
  { purpose: "Prices things for the internal systems of the bank" },
  { purpose: "Aggregates the internal services for the mobile app" },
  { purpose: "Calls internal APIs of the bank" },
  { purpose: "Public API, not internal" },
  { purpose: "Only calls jobs" },
  { purpose: "Was internal until spring, public API since" },
  { purpose: "REST, only HTTPS" },
  { purpose: "Only the price of the day is used" },
  { purpose: "Keeps the figures of public holidays, not public transport" },
  { say: security("Tasks are not directly reachable from the internet, only the ALB is") },
  { say: security("Database is not reachable from the internet") },
  { say: security("Private subnets for everything but the ALB.") },
  { say: security("Internal interfaces follow REST") },
  { say: security("The panel calls the internal quotes over REST"), closed: { quotes: [] } },
  // Limited to places.
  {
    say: security("Only from factory IP and VPN the panel can be opened (security group). WAF is not existing."),
    limited: { panel: [] },
  },
  { say: security("No WAF. Quotes only accepts the bridge's CIDR, panel sits behind login."), limited: { quotes: [] } },
  { say: security("The panel is reachable only from 203.0.113.0/24"), limited: { panel: ["203.0.113.0/24"] } },
  { say: security("The panel is only reachable from 203.0.113.0/24. No WAF."), limited: { panel: ["203.0.113.0/24"] } },
  { say: security("The panel is only reachable from 203.0.113.0/240"), limited: { panel: [] } },
  {
    say: security("Only reachable from the office (198.51.100.7) and the VPN (203.0.113.16/28)"),
    limited: { everything: ["198.51.100.7/32", "203.0.113.16/28"] },
  },
  { say: security("Access is restricted to the corporate network"), limited: { everything: [] } },
  { say: security("The application is available exclusively over the VPN"), limited: { everything: [] } },
  {
    say: security("IP allow-list on the load balancer: 198.51.100.0/24"),
    limited: { everything: ["198.51.100.0/24"] },
  },
  { say: security("Ingress whitelisted to our office IPs"), limited: { everything: [] } },
  { say: security("quotes is limited to the IP ranges of two customers"), limited: { quotes: [] } },
  { purpose: "Takes frames, accepts only the address range 192.0.2.0/25", limited: { quotes: ["192.0.2.0/25"] } },
  {
    say: { "infrastructure.hosting_strategy": "Fargate. Users get in only through the VPN" },
    limited: { everything: [] },
  },
  { say: security("VPN only, so no WAF"), limited: { everything: [] } },
  { say: security("no WAF, IP allowlist"), limited: { everything: [] } },
  { say: security("internal only, therefore neither WAF nor CDN"), limited: { everything: [] } },
  { say: security("Origin is locked to Cloudflare's IPs."), limited: { everything: [] } },
  {
    say: security("Panel is reachable only from the hospital network over the site-to-site VPN, internal ALB"),
    limited: { "panel, inside": [] },
  },
  { say: { "scalability.load_balancing": "internal ALB for panel" }, limited: { "panel, inside": [] } },
  { technology: "Flask behind an internal ALB", limited: { "quotes, inside": [] } },
  { say: { "scalability.load_balancing": "Application Load Balancer, one public and one internal." } },
  {
    say: { "scalability.load_balancing": "A load balancer with fixed addresses, as authorities maintain allow-lists." },
  },
  { say: security("AWS WAF. Only from EU countries."), loose: 1 },
  // Said of something that is no service, or of one environment.
  { say: security("Staging can only be reached from the VPN"), loose: 1 },
  { say: security("The admin pages are only reachable from the office network"), loose: 1 },
  { say: security("Partner webhooks are accepted only from known IP ranges"), loose: 1 },
  // About something else.
  { say: security("Rate limit: only 100 requests per IP") },
  { say: security("SSH only from the office VPN") },
  { say: security("The database only accepts connections from the VPN bastion") },
  { say: security("Not only from the office: people work from everywhere") },
  { say: security("Until 2023 it was only reachable from the office network") },
  { say: security("The office network is used for printing") },
  { say: security("Offices abroad use the site as well") },
];
