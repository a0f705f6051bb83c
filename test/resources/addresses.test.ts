// Live addresses: they stay when services and sites come and go, and where one goes to somebody else, that is said.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { blueprints } from "../../blueprints/registry.ts";
import { readAnswers } from "../../src/answers/read.ts";
import { NOTHING_HELD } from "../../src/architecture/held.ts";
import { resolve } from "../../src/architecture/resolve.ts";
import { decide } from "../../src/decisions/decide.ts";
import { readDetails } from "../../src/decisions/details/details.ts";
import { render } from "../../src/render/render.ts";
import { NO_HISTORY } from "../../src/render/resources.ts";
import { addressDiagnostics, heldAddresses, movedAddresses } from "../../src/resources/addresses.ts";
import type { Snapshot } from "../../src/resources/snapshot.ts";

interface Service {
  name: string;
  purpose: string;
  technology: string;
  dependencies: string[];
  scaling_requirements: string;
}
const shop = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));
const service = (
  name: string,
  purpose: string,
  technology = "Node 24, Express",
  dependencies: string[] = [],
): Service => ({
  name,
  purpose,
  technology,
  dependencies,
  scaling_requirements: "2 to 4 tasks",
});

function made(edit: (services: Service[]) => Service[], before?: Snapshot, renamed: Record<string, string> = {}) {
  const document = structuredClone({ ...shop, project: "shop", decisions: { environments: ["prod"] } });
  document.output.services = edit(document.output.services);
  const { answers } = readAnswers(new TextEncoder().encode(JSON.stringify(document)), "shop");
  if (answers === undefined) throw new Error("the answers have errors");
  const decisions = decide(answers);
  const held = before === undefined ? NOTHING_HELD : { ...NOTHING_HELD, ...heldAddresses(before, renamed) };
  const { architecture, diagnostics } = resolve(answers, decisions, readDetails(answers, decisions.services), held);
  if (architecture === undefined) throw new Error(JSON.stringify(diagnostics));
  const history = { ...NO_HISTORY, snapshot: before, renamed: { services: renamed } };
  const { snapshot } = render(architecture, decisions, blueprints, history);
  return {
    snapshot,
    told: addressDiagnostics(movedAddresses(before, snapshot)).map(({ message }) => message),
    kept: diagnostics
      .filter(({ message }) => message.includes("because it is live there"))
      .map(({ message }) => message),
    paths: Object.fromEntries(
      architecture.services.map(({ id, routes }) => [id, routes.flatMap(({ paths }) => paths)]),
    ),
    hosts: Object.entries(snapshot.roots["infra/environments/prod"]?.resources ?? {}).flatMap(
      ([address, { arguments: body }]) =>
        address.startsWith("aws_cloudfront_distribution.") ? [[address.split(".")[1], body["aliases"]]] : [],
    ),
  };
}

let base: Snapshot;
beforeAll(() => {
  base = made((services) => services).snapshot;
});
const paths = (name: string) => [`/${name}`, `/${name}/*`, `/api/${name}`, `/api/${name}/*`];

describe("what is live", () => {
  it("stays when a web service comes that a new system would be entered by", () => {
    const add = (services: Service[]) => [service("portal", "Pages for customers"), ...services];
    expect(made(add).paths).toMatchObject({ portal: ["/*"], storefront: paths("storefront") });
    const after = made(add, base);
    expect(after.paths).toMatchObject({ portal: paths("portal"), storefront: ["/*"], catalog: paths("catalog") });
    expect(after.told).toEqual([]);
    expect(after.kept).toHaveLength(1);
    expect(made(add, after.snapshot).paths).toEqual(after.paths);
  });

  it("stays when one comes whose name would take its path", () => {
    const add = (services: Service[]) => [...services, service("catalog-api", "API of the catalog for partners")];
    expect(made(add).paths["catalog"]).toEqual(paths("catalog"));
    const after = made(add, base);
    expect(after.paths).toMatchObject({ catalog: paths("catalog"), "catalog-api": paths("catalog-api") });
    expect(after.told).toEqual([]);
  });

  it("stays under a new name that people stated", () => {
    const rename = (services: Service[]) =>
      services.map((one) => ({
        ...one,
        name: one.name === "catalog" ? "products" : one.name,
        dependencies: one.dependencies.map((other) => (other === "catalog" ? "products" : other)),
      }));
    const after = made(rename, base, { catalog: "products" });
    expect(after.paths["products"]).toEqual(paths("catalog"));
    expect(after.told).toEqual([]);
  });

  it("stays where sites and services share a domain", () => {
    const site = service("brochure", "Marketing pages", "Static site, React, Vite");
    const api = (services: Service[]) => services.filter(({ name }) => name !== "storefront");
    const lone = made((services) => [...api(services), site]);
    expect(lone.hosts).toEqual([["site_brochure", ["shop.example.com"]]]);
    for (const more of [
      service("portal", "Pages for customers"),
      service("blog", "News", "Static site, React, Vite"),
    ]) {
      const after = made((services) => [...api(services), site, more], lone.snapshot);
      expect(after.hosts).toContainEqual(["site_brochure", ["shop.example.com"]]);
      expect(after.told).toEqual([]);
    }
    // Two have names of their own, and the one that is left keeps it.
    const both = made((services) => [...api(services), site, service("blog", "News", "Static site, React, Vite")]);
    const left = made((services) => [...api(services), site], both.snapshot);
    expect(left.hosts).toEqual([["site_brochure", ["brochure.shop.example.com"]]]);
    expect(left.told).toEqual([]);
    // And the balancer under its own, with a site less or more.
    const without = made(api, lone.snapshot);
    expect(without.told).toEqual([]);
    expect(made((services) => [...api(services), site], made(api).snapshot).told).toEqual([]);
  });
});

describe("what goes to somebody else", () => {
  it("is said with the old and the new address", () => {
    const [message, ...more] = made(
      (services) =>
        services.map((one) => (one.name === "orders" ? { ...one, purpose: `${one.purpose} Serves /sales.` } : one)),
      base,
    ).told;
    expect(more).toEqual([]);
    expect(message).toBe(
      "orders answered at shop.example.com/orders shop.example.com/orders/* shop.example.com/api/orders shop.example.com/api/orders/*, where storefront answers now; its own address is shop.example.com/sales shop.example.com/sales/* (prod)",
    );
  });

  it("is said of those that lose theirs behind a new gateway, and not of one that is gone", () => {
    const gateway = service("gateway", "API gateway, the only way in", "Node 24, Express", [
      "storefront",
      "orders",
      "catalog",
    ]);
    const behind = made((services) => [gateway, ...services], base).told;
    expect(behind).toHaveLength(3);
    expect(behind[0]).toContain("where gateway answers now; it has no address of its own");
    expect(made((services) => services.filter(({ name }) => name !== "storefront"), base).told).toEqual([]);
  });
});

it("a list that anybody may have edited gives no path that is none", () => {
  const snapshot = structuredClone(base);
  const rule = snapshot.roots["infra/environments/prod"]?.resources["aws_lb_listener_rule.orders"];
  if (rule === undefined) throw new Error("the shop has no rule for orders");
  for (const path of ['/"${file("/etc/passwd")}', "/a b", "orders", "/A", "/*/x"]) {
    rule.arguments["condition"] = [
      { host_header: [{ values: ["shop.example.com"] }] },
      { path_pattern: [{ values: [path] }] },
    ];
    expect(made((services) => services, snapshot).paths["orders"]).toEqual(paths("orders"));
  }
});
