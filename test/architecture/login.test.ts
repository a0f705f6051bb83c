// In: systems in which somebody else logs people in. Out: proof that who takes sign-ins has the arrow and the way out, and nobody else.
import { describe, expect, it } from "vitest";
import { internetCallers } from "../../src/architecture/parts/egress.ts";
import { understandDocument } from "../helpers/road.ts";
import { smallSystem } from "../helpers/small-system.ts";

const SHOP = { name: "shop", purpose: "web pages for customers", dependencies: ["quotes"] };
const QUOTES = { name: "quotes", purpose: "Internal REST API with prices" };
const JOBS = { name: "jobs", purpose: "queue worker" };

function built(authentication: string, external: string, dependencies: readonly string[] = []) {
  const { architecture } = understandDocument(
    smallSystem({
      services: [{ ...SHOP, dependencies: ["quotes", ...dependencies] }, QUOTES, JOBS],
      say: { "security.authentication": authentication, "integrations.external_services": external },
    }),
  );
  const services = architecture?.services ?? [];
  return {
    out: internetCallers("prod", services, architecture?.auth.kind ?? "none"),
    arrows: services.flatMap(({ id, edges }) =>
      edges.flatMap((edge) => (edge.to === "external" ? [`${id} > ${edge.id}`] : [])),
    ),
    keys: services.flatMap(({ secrets }) => secrets.map(({ name }) => name)),
  };
}

describe("somebody else's login", () => {
  it("is reached by those that people reach, and by no closed one", () => {
    expect(built("Customers log in with Auth0", "Auth0")).toEqual({
      out: ["shop"],
      arrows: ["shop > auth0"],
      keys: [],
    });
    expect(built("Staff log in with Entra ID", "Microsoft Entra ID").arrows).toEqual(["shop > microsoft-entra-id"]);
  });

  it("opens the way where it is no part that is drawn", () => {
    expect(built("Customers log in with Auth0", "")).toEqual({ out: ["shop"], arrows: [], keys: [] });
  });

  it("has one arrow and its key where the service says that it calls it", () => {
    expect(built("Customers log in with Auth0", "Auth0", ["Auth0"])).toEqual({
      out: ["shop"],
      arrows: ["shop > auth0"],
      keys: ["AUTH0_API_KEY"],
    });
  });

  it("that is none, or our own, opens nothing", () => {
    expect(built("Own login with bcrypt", "").out).toEqual([]);
    expect(built("none", "").out).toEqual([]);
  });
});
