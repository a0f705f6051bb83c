// In: systems whose answers state keys of somebody else, and who calls whom. Out: proof that a stated key has a place with the service that calls, and is told where nobody does.
import { describe, expect, it } from "vitest";
import { understandDocument } from "../helpers/road.ts";
import { type SmallSystem, smallSystem } from "../helpers/small-system.ts";

const API = { name: "api", purpose: "REST API for orders" };
const EXPORT = { name: "export", purpose: "Every night at 2 am UTC it sends the figures to the tax office's service" };
const KEYS = "security.api_security";
const OTHERS = "integrations.external_services";

function built(services: SmallSystem["services"], say: Readonly<Record<string, string>>) {
  const { architecture, diagnostics } = understandDocument(smallSystem({ services, say }));
  return {
    secrets: architecture?.secrets.map(({ id }) => id).filter((id) => id !== "signing-key"),
    readers: Object.fromEntries(
      (architecture?.services ?? []).flatMap(({ id, secrets }) => {
        const names = secrets.map(({ name }) => name).filter((name) => name.endsWith("_API_KEY"));
        return names.length === 0 ? [] : [[id, names] as const];
      }),
    ),
    calls: Object.fromEntries(
      (architecture?.services ?? []).flatMap(({ id, edges }) => {
        const to = edges.flatMap((edge) => (edge.to === "external" ? [edge.id] : []));
        return to.length === 0 ? [] : [[id, to] as const];
      }),
    ),
    told: diagnostics.filter(({ message }) => message.includes("state a key for")).map(({ message }) => message),
  };
}

describe("a stated key", () => {
  it("has a place with the service whose purpose says that it calls the system", () => {
    const { secrets, readers, calls, told } = built([API, EXPORT], {
      [KEYS]: "An API key for the tax office's service, and rate limits",
      [OTHERS]: "The tax office (Elster)",
    });
    expect(secrets).toEqual(["tax-office"]);
    expect(readers).toEqual({ export: ["TAX_OFFICE_API_KEY"] });
    expect(calls).toEqual({ export: ["the-tax-office-elster"] });
    expect(told).toEqual([]);
  });

  it.each([
    ["the data flow", { "overall_architecture.data_flow": "Orders come in, export checks them against HiX" }],
    ["an arrow", { "architecture_diagrams.system_overview": "HiX -> api -> export -> HiX" }],
    ["a dependency", {}],
  ])("follows %s", (what, say) => {
    const caller = { ...EXPORT, purpose: "", dependencies: what === "a dependency" ? ["HiX"] : [] };
    const { readers } = built([API, caller], {
      [KEYS]: "The password for the HiX interface is held in AWS Secrets Manager",
      [OTHERS]: "HiX, the patient record",
      ...say,
    });
    expect(readers).toEqual({ export: ["HI_X_API_KEY"] });
  });

  it("is told where nobody is said to call", () => {
    const { secrets, told } = built([API], {
      [KEYS]:
        "SCHUFA is queried for credit checks, with a password that is to be stored encrypted; the token of our mail provider",
      [OTHERS]: "SCHUFA",
    });
    expect(secrets).toEqual([]);
    expect(told).toEqual([expect.stringContaining('"SCHUFA", "mail provider", and no service is said to call them')]);
  });

  it("of a known vendor in the list of systems is told as well", () => {
    const { told } = built([API], { [OTHERS]: "Google Maps for the finder, has an API key" });
    expect(told).toEqual([expect.stringContaining('"Google Maps"')]);
  });

  it.each([
    ["keys that we give out", "API keys for partners and customers"],
    ["passwords of people", "Passwords of members are hashed"],
    ["what lies within", "The database password is in Secrets Manager, encryption keys in KMS"],
    ["what is denied", "No API key for the tax office is needed"],
    ["logins", "Okta tokens are checked on every call"],
  ])("is none: %s", (_, text) => {
    const { secrets, told } = built([API], { [KEYS]: text, [OTHERS]: "Okta" });
    expect(secrets).toEqual([]);
    expect(told).toEqual([]);
  });
});

describe("who calls a system outside", () => {
  it.each([
    ["Sends results to HiX", { api: ["hi-x"] }],
    ["Fetches orders from HiX", { api: ["hi-x"] }],
    ["Accepts orders from HiX", {}],
    ["REST API, never calls HiX", {}],
  ])("%s", (purpose, calls) => expect(built([{ ...API, purpose }], { [OTHERS]: "HiX" }).calls).toEqual(calls));

  it("is one system under its name and under its name with what it is for", () => {
    const { calls } = built([{ ...API, dependencies: ["SCHUFA"] }], { [OTHERS]: "SCHUFA for credit checks" });
    expect(calls).toEqual({ api: ["schufa"] });
  });
});
