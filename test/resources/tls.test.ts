// The oldest TLS that a policy takes, by its name: every name that the documentation of AWS lists.
import { describe, expect, it } from "vitest";
import { isWorse } from "../../src/resources/resources.ts";
import { oldestTls } from "../../src/resources/tls.ts";

describe("the oldest TLS of a policy", () => {
  it.each([
    ["ELBSecurityPolicy-2016-08", 0],
    ["ELBSecurityPolicy-2015-05", 0],
    ["ELBSecurityPolicy-FS-2018-06", 0],
    ["ELBSecurityPolicy-TLS-1-0-2015-04", 0],
    ["ELBSecurityPolicy-TLS13-1-0-2021-06", 0],
    ["ELBSecurityPolicy-TLS-1-1-2017-01", 1],
    ["ELBSecurityPolicy-FS-1-1-2019-08", 1],
    ["ELBSecurityPolicy-TLS-1-2-Ext-2018-06", 2],
    ["ELBSecurityPolicy-FS-1-2-Res-2020-10", 2],
    ["ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04", 2],
    ["ELBSecurityPolicy-TLS13-1-3-2021-06", 3],
    ["SSLv3", 0],
    ["TLSv1", 0],
    ["TLSv1_2016", 0],
    ["TLSv1.1_2016", 1],
    ["TLSv1.2_2021", 2],
    ["TLSv1.3_2025", 3],
    ["Policy-Min-TLS-1-0-2019-07", 0],
    ["Policy-Min-TLS-1-2-PFS-2023-10", 2],
    ["TLS_1_0", 0],
    ["TLS_1_2", 2],
    ["SecurityPolicy_TLS13_1_3_2025_09", 3],
    ["TLS1_2", 2],
    ["1.2", 2],
    ["a-policy-of-our-own", undefined],
    ["", undefined],
    [null, undefined],
  ])("%s: 1.%s", (name, minor) => {
    expect(oldestTls(name)).toBe(minor);
  });

  it("says nothing of what it does not know", () => {
    const rule = { argument: "ssl_policy", worse: "olderTls", stake: "encryption", now: "" } as const;
    expect(isWorse(rule, "TLSv1.2_2021", "another")).toBe(false);
    expect(isWorse(rule, "another", "TLSv1")).toBe(false);
    expect(isWorse(rule, "TLSv1.2_2018", "TLSv1.2_2021")).toBe(false);
    expect(isWorse(rule, "TLSv1.2_2021", "TLSv1")).toBe(true);
  });
});
