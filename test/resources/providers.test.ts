// A second region that the answers give up: Terraform can let go of nothing whose provider configuration is gone.
import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../src/resources/snapshot.ts";
import { parseSnapshot, printSnapshot } from "../../src/resources/snapshot-file.ts";
import { base, edited, inProd } from "../helpers/shop-edits.ts";

const withoutCopies = (snapshot: Snapshot = base.snapshot) =>
  edited((document) => {
    document.decisions["backup.crossRegion"] = false;
  }, snapshot);

describe("the provider of a region that is no longer used", () => {
  it("stays configured, in the region where its resources are", () => {
    expect(base.text("infra/environments/prod/providers.tf")).not.toContain("For what earlier runs made");
    const { predictions, text, snapshot } = withoutCopies();
    expect(predictions.some(({ action }) => action === "destroyed" || action === "forgotten")).toBe(true);
    expect(text("infra/environments/prod/providers.tf")).toMatch(
      /# For what earlier runs made in this region: [^\n]+\nprovider "aws" \{\n {2}alias += "dr"\n {2}region += "eu-central-1"\n/,
    );
    expect(text("infra/environments/prod/main.tf")).toMatch(/aws\.dr = aws\.dr/);
    expect(text("infra/stack/terraform.tf")).toContain("aws.dr");
    // Which environment has applied that is not known, so it stays.
    const later = withoutCopies(snapshot);
    expect(later.predictions).toEqual([]);
    expect(later.text("infra/environments/prod/providers.tf")).toBe(text("infra/environments/prod/providers.tf"));
  });

  it("is the one of the answers again when they want the region back", () => {
    const back = edited(() => undefined, withoutCopies().snapshot);
    expect(back.text("infra/environments/prod/providers.tf")).toBe(base.text("infra/environments/prod/providers.tf"));
    expect(inProd(back.predictions, "aws_db_instance.main")).toBeUndefined();
  });

  it("comes from a list that anyone may have edited, so only a region can stand there", () => {
    for (const region of ['x"\n}', "${file(1)}", "eu"]) {
      const list = JSON.parse(printSnapshot(base.snapshot));
      list.roots["infra/environments/prod"].regions.dr = region;
      expect(parseSnapshot(JSON.stringify(list))).toHaveProperty("problem");
    }
  });
});
