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
