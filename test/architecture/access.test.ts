// In: systems whose answers say who gets in. Out: proof that nothing is opened against the text, and that nobody is told otherwise.
import { describe, expect, it } from "vitest";
import { understandDocument } from "../helpers/road.ts";
import { type SmallSystem, smallSystem } from "../helpers/small-system.ts";

const PANEL = { name: "panel", purpose: "web pages for planners", technology: "PHP 8.4, Laravel 12" };
const QUOTES = { name: "quotes", purpose: "REST API with prices" };
const DESK = {
  name: "desk",
  purpose: "single-page app",
  technology: "React 19, Vite, files on S3",
  dependencies: ["quotes"],
};

function built(system: SmallSystem) {
  const { architecture, diagnostics } = understandDocument(smallSystem(system));
  return {
    architecture,
    told: diagnostics.filter(({ code }) => code === "ARCH_ADMISSION" || code === "ARCH_NOT_BUILT"),
    open: Object.fromEntries(
      (architecture?.services ?? []).map(({ id, public: open, admits, routes }) => [
        id,
        open ? (admits === undefined ? "everybody" : admits.ranges) : routes.length === 0 ? "closed" : "routed",
      ]),
    ),
  };
}

describe("a gateway", () => {
  const gateway = (dependencies: string[]) => ({ name: "gateway", purpose: "REST API, the front door", dependencies });
  const orders = { name: "orders", purpose: "REST API with orders", dependencies: ["prices"] };
  const prices = { name: "prices", purpose: "REST API with prices" };

  it("is the only door to what it leads to", () => {
    expect(built({ services: [gateway(["orders"]), orders, prices] }).open).toEqual({
      gateway: "everybody",
      orders: "closed",
      prices: "closed",
    });
  });

  it("hides nothing that it does not lead to and nobody else of the system calls, nor what a site calls", () => {
    const devices = { name: "charger-gateway", purpose: "API that holds the connections of the stations" };
    expect(built({ services: [devices, { ...QUOTES, purpose: "HTTP API for the mobile apps" }] }).open).toEqual({
      "charger-gateway": "everybody",
      quotes: "everybody",
    });
    expect(built({ services: [devices, QUOTES, DESK] }).open).toMatchObject({ quotes: "everybody" });
    // Nobody says who would call it from outside.
    expect(built({ services: [devices, QUOTES] }).open).toMatchObject({ quotes: "closed" });
    expect(built({ services: [gateway(["orders"]), orders, prices, QUOTES] }).open).toMatchObject({
      prices: "closed",
      quotes: "everybody",
    });
  });
});

describe("a service that is said to be closed", () => {
  it.each([["Not open to internet."], ["Internal HTTP, only panel calls it."], ["internal"], ["no public endpoint"]])(
    "has no route from outside: %s",
    (words) => {
      const { open, architecture } = built({ services: [PANEL, { ...QUOTES, purpose: `Prices. ${words}` }] });
      expect(open).toEqual({ panel: "everybody", quotes: "closed" });
      expect(architecture?.services.map(({ id, routes }) => [id, routes.length])).toEqual([
        ["panel", 1],
        ["quotes", 0],
      ]);
    },
  );

  it("is called by those that alone call it, dependency or not", () => {
    const { architecture } = built({ services: [PANEL, { ...QUOTES, purpose: "Prices, only panel calls it" }] });
    expect(architecture?.services[0]?.edges).toContainEqual({ to: "service", id: "quotes" });
  });

  it("says so of itself alone, whatever words its purpose shares with the names of others", () => {
    const api = { name: "api", purpose: "REST API for customers" };
    expect(built({ services: [api, { ...QUOTES, purpose: "Internal API for prices" }] }).open).toEqual({
      api: "everybody",
      quotes: "closed",
    });
    const { open } = built({ services: [PANEL, api, { ...QUOTES, purpose: "Internal panel statistics, REST API" }] });
    expect(open).toMatchObject({ panel: "everybody", quotes: "closed" });
    // Somebody else's word about one that it names.
    expect(
      built({ services: [PANEL, { ...api, purpose: "REST API, calls the internal quotes service" }, QUOTES] }).open,
    ).toMatchObject({ api: "everybody", quotes: "closed" });
  });

  it.each([["Staff pages behind the company VPN"], ["Staff pages on the intranet"]])(
    "opens pages to nobody on the internet: %s",
    (purpose) => {
      const { open } = built({
        services: [
          { ...PANEL, purpose: "web pages for customers" },
          { ...PANEL, name: "desk", purpose },
        ],
      });
      expect(open).toMatchObject({ panel: "everybody", desk: [] });
    },
  );

  it("leaves no load balancer where nothing else is reached", () => {
    const { architecture } = built({ services: [{ ...QUOTES, purpose: "Internal REST API" }] });
    expect(architecture?.edge.loadBalancer).toBe(false);
  });

  it("stays closed when pages in browsers call it, and the run says so", () => {
    const { open, told } = built({ services: [{ ...QUOTES, purpose: "Internal REST API" }, DESK] });
    expect(open).toEqual({ quotes: "closed" });
    expect(told).toMatchObject([
      {
        severity: "warning",
        pointer: "/output/services/0/purpose",
        message: expect.stringContaining("it stays closed"),
      },
    ]);
  });
});

describe("a service that some addresses reach", () => {
  it("admits the ranges that are written, and says which", () => {
    const { open, told } = built({
      services: [PANEL, QUOTES],
      say: { "security.api_security": "The panel is reachable only from 203.0.113.0/24 and 198.51.100.7" },
    });
    expect(open).toEqual({ panel: ["203.0.113.0/24", "198.51.100.7/32"], quotes: "everybody" });
    expect(told).toMatchObject([
      { severity: "info", message: expect.stringContaining("only 203.0.113.0/24, 198.51.100.7/32 may connect") },
    ]);
  });

  it("admits nobody until the addresses of a place are filled in", () => {
    const { open, told } = built({
      services: [PANEL],
      say: { "security.api_security": "Only from factory IP and VPN the panel can be opened (security group)." },
    });
    expect(open).toEqual({ panel: [] });
    expect(told).toMatchObject([
      {
        severity: "warning",
        pointer: "/output/security/api_security",
        message: expect.stringContaining("as generated, nobody may connect; who may is filled in by hand"),
        help: expect.stringContaining("`admitted` (panel)"),
      },
    ]);
  });

  it("shares one key where the sentence is about the system", () => {
    const { architecture } = built({
      services: [PANEL, QUOTES, DESK],
      say: { "security.api_security": "VPN only" },
    });
    const keys = [...(architecture?.services ?? []), ...(architecture?.sites ?? [])].map(({ admits }) => admits?.id);
    expect(keys).toEqual(["everything", "everything", "everything"]);
  });

  it("has no CDN in front, which would hide who calls", () => {
    const { architecture, told } = built({
      services: [PANEL],
      say: { "security.api_security": "VPN only", "scalability.caching_layers": "CloudFront in front of everything" },
    });
    expect(architecture?.edge.cdn).toBe(false);
    expect(told.map(({ message }) => message).join()).toContain("no CDN is put in front of the load balancer");
  });

  it("is reached through a load balancer without an address on the internet where the words say so", () => {
    const inside = (text: string) =>
      built({ services: [PANEL], say: { "security.api_security": text } }).architecture?.edge.inside;
    expect(inside("Panel only from the hospital network over the site-to-site VPN, internal ALB")).toBe(true);
    expect(inside("Panel is reachable only from 10.20.0.0/16")).toBe(true);
    expect(inside("Panel is reachable only from 203.0.113.0/24")).toBe(false);
    expect(inside("")).toBe(false);
  });

  it("is an error where pages cannot be limited for want of a firewall", () => {
    const system = {
      services: [{ ...DESK, dependencies: [] }],
      say: { "security.api_security": "No WAF. The desk is reachable only from the office network." },
    };
    expect(built(system)).toMatchObject({
      architecture: undefined,
      told: expect.arrayContaining([expect.objectContaining({ severity: "error" })]),
    });
    expect(built({ ...system, decisions: { waf: true } }).architecture?.sites[0]?.admits).toMatchObject({ id: "desk" });
  });
});

describe("a thing for the people of the house", () => {
  const SHOP = { name: "shop", purpose: "Public web site for customers", technology: "PHP 8.4, Laravel 12" };
  const ledger = (purpose: string) => ({ name: "ledger", purpose, technology: "PHP 8.4, Laravel 12" });

  it.each([
    ["Internal tool"],
    ["Web pages for staff only"],
    ["Web pages. Employees only."],
    ["Web pages. Only our own people use them."],
    ["Web pages, not reachable from the internet"],
    ["Web pages, office network only"],
    ["Intranet"],
  ])("is reached by nobody on the internet, and the run says so: %s", (purpose) => {
    const { open, told } = built({ services: [SHOP, ledger(purpose)] });
    expect(open).toEqual({ shop: "everybody", ledger: [] });
    expect(told).toMatchObject([{ severity: "warning", message: expect.stringContaining("nobody may connect") }]);
  });

  it("is not what a stranger meets first", () => {
    const { architecture } = built({
      services: [ledger("Internal tool"), { ...SHOP, purpose: "REST API for customers" }],
    });
    expect(
      architecture?.services.map(({ id, routes }) => [id, routes.flatMap(({ paths }) => paths).includes("/*")]),
    ).toEqual([
      ["ledger", false],
      ["shop", true],
    ]);
  });

  it.each([["Back office"], ["Pages for our own staff"]])("is asked about where the words are vague: %s", (purpose) => {
    const { open, told } = built({ services: [SHOP, ledger(purpose)] });
    expect(open).toEqual({ shop: "everybody", ledger: "everybody" });
    expect(told).toMatchObject([
      {
        severity: "warning",
        pointer: "/output/services/1/purpose",
        message: expect.stringContaining("open to the whole internet"),
      },
    ]);
  });

  it.each([["Pages for our own staff, reached from anywhere"], ["Public web site, and for staff only a second one"]])(
    "is open where the text says so: %s",
    (purpose) => {
      expect(built({ services: [SHOP, ledger(purpose)] })).toMatchObject({ open: { ledger: "everybody" }, told: [] });
    },
  );

  it("is every service of an internal system, but not the one that is said to be public, and both are named", () => {
    const { open, told } = built({
      services: [SHOP, ledger("Web pages")],
      say: { "overall_architecture.architecture_type": "Internal platform of the mill" },
    });
    expect(open).toEqual({ shop: "everybody", ledger: [] });
    expect(told.map(({ message }) => message).join("\n")).toContain("shop is said to be open");
  });

  it("is limited to the place of the system, which says more than whom it is for", () => {
    const { architecture } = built({
      services: [ledger("Internal tool")],
      say: { "security.api_security": "Office network only, no WAF", "scalability.load_balancing": "1 ALB, internal" },
    });
    expect(architecture?.services[0]?.admits?.id).toBe("everything");
    expect(architecture?.edge.inside).toBe(true);
  });

  it("keeps what its pages alone call from everybody as well", () => {
    const site = { ...DESK, purpose: "Internal dashboards, single-page app" };
    expect(built({ services: [site, QUOTES] }).open).toEqual({ quotes: [] });
    expect(built({ services: [site, { ...QUOTES, purpose: "REST API for the mobile app" }] }).open).toEqual({
      quotes: "everybody",
    });
    expect(built({ services: [DESK, QUOTES] }).open).toEqual({ quotes: "everybody" });
  });
});

it("knows a service by the end of its name beside one that is named in full", () => {
  const services = [PANEL, { ...QUOTES, name: "quotes-api" }, { ...QUOTES, name: "prices" }];
  const { open } = built({ services, say: { "scalability.load_balancing": "internal ALB for panel and api" } });
  expect(open).toEqual({ panel: [], "quotes-api": [], prices: "everybody" });
});

it("names addresses that cannot be admitted", () => {
  const { open, told } = built({
    services: [PANEL],
    say: { "security.api_security": "The panel is reachable only from 203.0.113.0/24 and 2001:db8:40::/48" },
  });
  expect(open).toEqual({ panel: ["203.0.113.0/24"] });
  expect(told).toMatchObject([
    { severity: "warning", message: expect.stringContaining("2001:db8:40::/48 cannot be admitted") },
    { severity: "info" },
  ]);
});

it("tells of a limit that no service has", () => {
  const { told } = built({
    services: [PANEL],
    say: { "security.api_security": "Staging can only be reached from the VPN" },
  });
  expect(told).toMatchObject([{ code: "ARCH_NOT_BUILT", message: expect.stringContaining("Staging") }]);
});

it("opens what the text opens", () => {
  expect(built({ services: [PANEL, QUOTES] })).toMatchObject({
    open: { panel: "everybody", quotes: "everybody" },
    told: [],
  });
});

describe("a private range", () => {
  const VPN = "web pages for clerks, only reachable over the company VPN (10.40.0.0/16)";
  const SHOP = { name: "shop", purpose: "web pages for customers" };
  const SPA = { name: "board", purpose: "single-page app", technology: "React 19, Vite, files on S3" };

  it("never arrives at a load balancer on the internet, and the run says so", () => {
    const { open, told } = built({ services: [SHOP, { ...PANEL, purpose: VPN }] });
    expect(open).toEqual({ shop: "everybody", panel: ["10.40.0.0/16"] });
    expect(told).toMatchObject([
      {
        severity: "warning",
        pointer: "/output/services/1/purpose",
        message: expect.stringContaining("nobody arrives from private addresses"),
        help: expect.stringContaining("`admitted` (panel)"),
      },
    ]);
  });

  it("beside a public one is told apart from it", () => {
    const purpose = "web pages, only reachable from 10.40.0.0/16 and 203.0.113.0/24";
    const { told } = built({ services: [SHOP, { ...PANEL, purpose }] });
    expect(told.map(({ severity, message }) => [severity, message.slice(0, 36)])).toEqual([
      ["warning", "panel: 10.40.0.0/16 may connect, but"],
      ["info", "panel: only 10.40.0.0/16, 203.0.113."],
    ]);
  });

  it("arrives where the load balancer is inside; CloudFront is not", () => {
    const levels = (system: SmallSystem) =>
      built(system).told.map(({ severity, message }) => [severity, message.slice(0, 12)]);
    expect(levels({ services: [{ ...PANEL, purpose: VPN }] })).toEqual([
      ["info", "panel: only "],
      ["warning", "the load bal"],
    ]);
    const say = { "security.api_security": "Only reachable over the company VPN (10.40.0.0/16)." };
    expect(levels({ services: [PANEL, SPA], say })).toContainEqual(["warning", "board: 10.40"]);
  });
});
