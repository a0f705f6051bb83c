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
  /** Services (or "everything") of which people of the house are named, and no more. */
  readonly vague?: readonly string[];
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
  { purpose: "Internal users work with it", vague: ["quotes"] },
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
  {
    say: security("The panel is only reachable from 203.0.113.0/240"),
    limited: { "panel, without 203.0.113.0/240": [] },
  },
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
  // A thing for the people of the house.
  { purpose: "Internal tool", limited: { quotes: [] } },
  { purpose: "Internal tool. Dispatchers and clerks work with it.", limited: { quotes: [] } },
  { purpose: "Type: internal web application | Users: planners", limited: { quotes: [] } },
  { purpose: "It is an internal dashboard with prices", limited: { quotes: [] } },
  { purpose: "Small internal planning tool for the mill", limited: { quotes: [] } },
  { purpose: "Intranet portal with prices", limited: { quotes: [] } },
  { purpose: "Price board, for staff only", limited: { quotes: [] } },
  { purpose: "Price board for staff only", limited: { quotes: [] } },
  { purpose: "Staff-only price board", limited: { quotes: [] } },
  { purpose: "Price board with which planners work. It is intended for employees only.", limited: { quotes: [] } },
  { purpose: "Price board. Employees only.", limited: { quotes: [] } },
  { purpose: "Price board, used by our own people only", limited: { quotes: [] } },
  { purpose: "Price board. Only our own people use it.", limited: { quotes: [] } },
  { purpose: "Price board. Only for the mill's own staff.", limited: { quotes: [] } },
  { purpose: "Price board. Nobody outside the company sees it.", limited: { quotes: [] } },
  { purpose: "Price board, not meant for the public", limited: { quotes: [] } },
  { purpose: "Price board for internal use", limited: { quotes: [] } },
  { purpose: "Price board; our people and nobody else", limited: { quotes: [] } },
  { say: boundaries("quotes: employees only"), limited: { quotes: [] } },
  { say: boundaries("quotes | intranet | price board"), limited: { quotes: [] } },
  {
    say: { "overall_architecture.architecture_type": "Two services, for staff only, nobody outside logs in" },
    limited: { everything: [] },
  },
  {
    say: { "overall_architecture.architecture_type": "Modular monolith for an internal tool" },
    limited: { everything: [] },
  },
  {
    say: { "overall_architecture.architecture_type": "Internal planning system of the mill" },
    limited: { everything: [] },
  },
  {
    say: { "infrastructure.hosting_strategy": "AWS, Fargate. The whole system is for employees only." },
    limited: { everything: [] },
  },
  // Near them, and open.
  { purpose: "Back end of the internal tools of our customers" },
  { purpose: "Shop; refunds are for staff only" },
  { purpose: "Shop for everybody, staff-only discounts included" },
  { purpose: "Only staff can approve prices above 1000" },
  { purpose: "Was for staff only, is for everybody since May" },
  { purpose: "Staff only read, customers write" },
  { purpose: "Handles internal transfers between customers' accounts" },
  { purpose: "Prices of internal doors for customers" },
  { say: { "security.authorization": "Refunds: staff only" } },
  { say: { "overall_architecture.architecture_type": "A public shop beside an internal ledger of the mill" } },
  {
    say: {
      "overall_architecture.architecture_type": "Event driven. The internal platform team of the group helps us.",
    },
  },
  { say: security("Login for staff only; visitors browse without") },
  // A part of a service, or of the system.
  { purpose: "Shop with an admin area for staff only", loose: 1 },
  { say: security("The admin pages are for staff only"), loose: 1 },
  // What a service is, is no part of it.
  { purpose: "Admin pages, reachable only from the office network", limited: { quotes: [] } },
  { purpose: "Back office for staff only", limited: { quotes: [] } },
  // Said of the door, without a subject.
  { say: security("WAF? no - not reachable from the internet"), limited: { everything: [] } },
  { say: security("Not reachable from the internet."), limited: { everything: [] } },
  {
    say: { "infrastructure.hosting_strategy": "ECS on Fargate, not reachable from the internet" },
    limited: { everything: [] },
  },
  { say: { "infrastructure.hosting_strategy": "Tasks in private subnets, not reachable from the internet" } },
  { say: security("Office network only"), limited: { everything: [] } },
  { say: security("vpn / office ranges only"), limited: { everything: [] } },
  { say: security("only VPN gets in"), limited: { everything: [] } },
  { say: { "scalability.load_balancing": "1 ALB, internal" }, limited: { "everything, inside": [] } },
  { say: { "scalability.load_balancing": "1 ALB, public; internal calls use Service Connect" } },
  {
    purpose: "Takes weighings. The scales stand in the office network, nothing else calls it",
    limited: { quotes: [] },
  },
  { purpose: "Takes weighings from the panel, nothing else calls it", closed: { quotes: ["panel"] } },
  { purpose: "Takes weighings, nobody else does" },
  // Addresses that nothing can admit are not lost; those of the network itself admit nobody.
  {
    say: security("The panel: 203.0.113.0/24 and 2001:db8:40::/48 only"),
    limited: { "panel, without 2001:db8:40::/48": ["203.0.113.0/24"] },
  },
  { say: security("The panel is reachable only from 2001:db8::1"), limited: { "panel, without 2001:db8::1": [] } },
  { say: security("The panel opens only at 10:30:00, quotes too") },
  { say: { "infrastructure.hosting_strategy": "Fargate. The VPC takes only 10.20.0.0/16." } },
  // A place and its addresses, said in two fields.
  {
    purpose: "Price board. Office network only.",
    say: security("quotes: only 203.0.113.0/24"),
    limited: { quotes: ["203.0.113.0/24"] },
  },
  // For whom it is, and not from where they come.
  { purpose: "Back office", vague: ["quotes"] },
  { purpose: "Pages for our own staff", vague: ["quotes"] },
  { purpose: "office staff UI", vague: ["quotes"] },
  { purpose: "Price board, used by the clerks", vague: ["quotes"] },
  { purpose: "Pages for our staff and for customers" },
  { purpose: "Pages for our staff, reached from anywhere" },
  { purpose: "Orders, payments, admin" },
  { purpose: "Back office for sellers" },
  { purpose: "Calls the staff register" },
  { say: { "overall_architecture.architecture_type": "Two services for the clerks" }, vague: ["everything"] },
  // More turns for the same.
  { purpose: "Web console, solely for the warehouse crew on site", limited: { quotes: [] } },
  { purpose: "Dashboard. Company network, nowhere else.", limited: { quotes: [] } },
  { purpose: "Web UI; the general public has no business here", limited: { quotes: [] } },
  { purpose: "HR pages, accessible from inside the company only", limited: { quotes: [] } },
  { purpose: "Can be opened in the office or by VPN, not from home", limited: { quotes: [] } },
  { purpose: "Not for the outside world: web pages with rosters", limited: { quotes: [] } },
  { purpose: "Web tool, one must be on the VPN to see it", limited: { quotes: [] } },
  { purpose: "Pages that cannot be reached without the company VPN", limited: { quotes: [] } },
  { purpose: "Web pages, blocked for everybody outside our offices", limited: { quotes: [] } },
  { purpose: "Private web UI for the treasury", limited: { quotes: [] } },
  { purpose: "REST, never leaves the VPC", closed: { quotes: [] } },
  { purpose: "REST. Card data never leaves the VPC" },
  { purpose: "API for the apps of customers. Internally built on event sourcing." },
  { purpose: "Pricing, only used internally", closed: { quotes: [] } },
  { purpose: "Called by the panel, by nothing else.", closed: { quotes: ["panel"] } },
  { purpose: "Website with an internal search" },
  {
    purpose: "Keeps loans. It is to be called by the panel and jobs only, and by no one from outside.",
    closed: { quotes: [] },
  },
  // A private way is a limit by itself where it is how people reach the service and nobody else is named.
  {
    purpose: "Cancels trips. Dispatchers sit in the operations center and reach it over the agency VPN.",
    limited: { quotes: [] },
  },
  { purpose: "Shift plans; nurses log in through the hospital network", limited: { quotes: [] } },
  { purpose: "Prices for customers, read from the ERP over the VPN" },
  { purpose: "Prices, which customers reach over the internet or staff over the VPN" },
  // The place is the one that was just said, whatever it is.
  { purpose: "Packing lists; it is opened on the tablet in the shed and nowhere else", limited: { quotes: [] } },
  { purpose: "Prices; they are kept in its own tables and nowhere else" },
  {
    purpose: "Takes weights. Its only caller is the vendor's broker, from 198.51.100.16/28.",
    limited: { quotes: ["198.51.100.16/28"] },
  },
  // Who alone uses it is told, and it is not said from where: asked about, partners as well.
  { purpose: "Price lists. Only our dealers use it", vague: ["quotes"] },
  { purpose: "Price lists, opened only at the counter by dealers", vague: ["quotes"] },
  { purpose: "Price lists. Only registered customers can see them" },
  { purpose: "Weights for suppliers (203.0.113.0/24)", vague: ["quotes"] },
  {
    say: { "architecture_diagrams.security_architecture": "The quotes page must not be found by strangers." },
    limited: { quotes: [] },
  },
  // What is taken out of "everything" stays as it is.
  {
    say: {
      "architecture_diagrams.security_architecture":
        "The panel is open to the public; everything else may only be reached from the company's network.",
    },
    limited: { quotes: [], jobs: [] },
  },
  { say: security("Everything except the panel is reachable from the office only"), limited: { quotes: [], jobs: [] } },
  {
    say: security("Apart from the panel, all services are reachable only from the VPN"),
    limited: { quotes: [], jobs: [] },
  },
  { purpose: "REST API that partners call from their VPN", vague: ["quotes"] },
  { purpose: "Pages that may only be opened by people on our payroll", vague: ["quotes"] },
  { purpose: "Web pages used by the planning team", vague: ["quotes"] },
  { purpose: "Web pages, see the VPN manual", vague: ["quotes"] },
  // The way in that is written beside words that close it.
  {
    purpose: "Pages. Must never be reachable from the internet; people come in over the company VPN (10.40.0.0/16)",
    closed: { quotes: [] },
    limited: { quotes: ["10.40.0.0/16"] },
  },
  {
    say: security(
      "The system must never be reachable from the internet; people come in over the company VPN (10.40.0.0/16).",
    ),
    limited: { everything: ["10.40.0.0/16"] },
  },
  {
    say: security("Must never be reachable from the internet. Staff connect through the office network, 10.8.0.0/16."),
    limited: { everything: ["10.8.0.0/16"] },
  },
  // Who runs it is not who uses it; one way in among others; where the system lies.
  {
    purpose: "Pricing. Never reachable from the internet; engineers connect through the company VPN (10.40.0.0/16)",
    closed: { quotes: [] },
  },
  { purpose: "Pricing for partners; branches come in over the company VPN (10.40.0.0/16)", vague: ["quotes"] },
  { purpose: "Pricing, not publicly reachable. Lives on the VPC 10.40.0.0/16.", closed: { quotes: [] } },
];
