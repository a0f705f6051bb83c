// In: systems that name somebody else's system twice, or two of them. Out: proof that one is drawn once and two are two.
import { describe, expect, it } from "vitest";
import { understandDocument } from "../helpers/road.ts";
import { smallSystem } from "../helpers/small-system.ts";

function built(dependency: string, external: string) {
  const { architecture, diagnostics } = understandDocument(
    smallSystem({
      services: [{ name: "loans", purpose: "REST API for loans", dependencies: [dependency] }],
      say: { "integrations.external_services": external },
    }),
  );
  return {
    names: architecture?.externals.map(({ name }) => name),
    called: architecture?.services[0]?.edges.filter(({ to }) => to === "external"),
    uncalled: diagnostics.filter(({ message }) => message.includes("no service is said to call")).length,
  };
}

describe("somebody else's system", () => {
  it.each([
    ["SCHUFA API", "SCHUFA"],
    ["SCHUFA", "SCHUFA API"],
    ["Schufa Gateway", "SCHUFA"],
    ["SCHUFA", "SCHUFA platform"],
    ["schufa", "SCHUFA"],
  ])("is one under %s and %s", (dependency, external) => {
    const { names, called, uncalled } = built(dependency, external);
    expect(names).toHaveLength(1);
    expect(names?.[0]?.toLowerCase()).toBe("schufa");
    expect(called).toEqual([{ to: "external", id: "schufa" }]);
    expect(uncalled).toBe(0);
  });

  it.each([
    ["SCHUFA API", "Crefo API"],
    ["SCHUFA Bonus", "SCHUFA"],
    ["Payment Gateway", "Address API"],
    ["SCHUFA API", "SCHUFA gateway"],
  ])("is not one under %s and %s", (dependency, external) => {
    const { names, uncalled } = built(dependency, external);
    expect(names).toHaveLength(2);
    expect(uncalled).toBe(1);
  });
});

describe("an outside system that does not speak HTTPS", () => {
  const told = (dependency: string, external = "") =>
    understandDocument(
      smallSystem({
        services: [{ name: "billing", purpose: "REST API for bills", dependencies: [dependency] }],
        say: { "integrations.external_services": external },
      }),
    ).diagnostics.filter(({ code, message }) => code === "ARCH_ASSUMED" && message.includes("HTTPS (TCP 443) only"));

  it.each([
    ["SEPA bank gateway via SFTP", "TCP 22"],
    ["Bank of Ghent (ftps)", "its port"],
    ["Directory of the city (LDAPS)", "TCP 636"],
    ["Scada head end, AMQPS", "TCP 5671"],
    ["Weather mast, mqtt", "TCP 1883"],
    ["Card terminal hub, port 8583", "TCP 8583"],
    ["Bank drop via SFTP, port 2222", "TCP 2222"],
  ])("is told: %s", (dependency, port) => {
    const [one, ...others] = told(dependency);
    expect(others).toEqual([]);
    expect(one?.pointer).toBe("/output/services/0/dependencies/0");
    expect(one?.message).toContain("billing cannot reach it that way");
    expect(one?.help).toContain(`for ${port}, to the addresses`);
    expect(one?.help).toContain("stack/service-billing.tf");
    expect(one?.help).toContain("`internet_egress`");
  });

  it("is told where nobody calls it, and once where both lists name it", () => {
    const [one] = told("PostgreSQL", "SEPA bank gateway via SFTP");
    expect(one?.pointer).toBe("/output/integrations/external_services/0");
    expect(one?.message).toContain("none reaches it that way");
    expect(told("SEPA bank gateway via SFTP", "SEPA bank gateway via SFTP")).toHaveLength(1);
  });

  it.each([
    ["SEPA bank gateway"],
    ["SEPA bank gateway via HTTPS, no SFTP"],
    ["SEPA bank gateway, port 443"],
    ["PostgreSQL, port 5432"],
    ["Export portal"],
  ])("is not: %s", (dependency) => expect(told(dependency)).toEqual([]));
});
