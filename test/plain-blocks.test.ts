// A block that nobody refers to gives Terraform the same without a class of its own, and one that somebody refers to keeps it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import {
  anyToTerraform,
  booleanToTerraform,
  numberToTerraform,
  stringToTerraform,
  TerraformStack,
  Testing,
} from "cdktf";
import type { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { namesIn, withoutDeadMembers } from "../scripts/bindings.mjs";
import { withPlainBlocks } from "../scripts/plain-blocks.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const names = namesIn(root);

type Binding = new (scope: Construct, id: string, config: object) => { toTerraform(): unknown };

function textOf(binding: string): string {
  return readFileSync(`${root}/node_modules/@cdktf/provider-aws/lib/${binding}/index.js`, "utf8");
}

function classOf(text: string, name: string): Binding {
  const exports: Record<string, Binding> = {};
  new Function("exports", "require", text)(exports, require);
  const found = exports[name];
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

/** What cdktf is told, before and after. */
function bothOf(binding: string, name: string, config: object): [string, string] {
  const whole = textOf(binding);
  const told = (text: string) => {
    const stack = new TerraformStack(Testing.app(), "stack");
    return JSON.stringify(new (classOf(text, name))(stack, "it", config).toTerraform());
  };
  return [told(whole), told(withPlainBlocks(withoutDeadMembers(whole, names)))];
}

describe("plain blocks", () => {
  it.each([
    ["a block", { deploymentCircuitBreaker: { enable: true, rollback: true } }],
    ["fields that are not set", { deploymentCircuitBreaker: { enable: undefined } }],
    ["an empty block", { deploymentCircuitBreaker: {} }],
    ["a field that the block does not have", { deploymentController: { type: "ECS", other: 1 } }],
    [
      "a block in a block",
      { serviceConnectConfiguration: { enabled: true, logConfiguration: { logDriver: "awslogs" } } },
    ],
    [
      "an unset block in a block",
      { serviceConnectConfiguration: { enabled: true, logConfiguration: { logDriver: undefined } } },
    ],
    ["a list of blocks", { orderedPlacementStrategy: [{ type: "spread", field: "a" }, { type: "binpack" }] }],
    ["a list in a block", { serviceConnectConfiguration: { enabled: true, service: [{ portName: "http" }] } }],
    ["nothing", {}],
  ])("of a service give the same for %s", (_, config) => {
    const [before, after] = bothOf("ecs-service", "EcsService", { name: "it", ...config });
    expect(after).toBe(before);
  });

  it("take the place of most classes, and leave those that are referred to", () => {
    const whole = textOf("ecs-service");
    const lean = withPlainBlocks(withoutDeadMembers(whole, names));
    const count = (text: string) => text.split(/^class /m).length;
    expect(count(lean)).toBeLessThan(count(whole) / 3);
    const text = `class ThingAuthOutputReference extends cdktf.ComplexObject {
    constructor(terraformResource, terraformAttribute) {
        super(terraformResource, terraformAttribute, false, 0);
    }
}
class Thing extends cdktf.TerraformResource {
    constructor(scope, id, config) {
        this._auth = new ThingAuthOutputReference(this, "auth");
        this._auth.internalValue = config.auth;
    }
    get auth() {
        return this._auth;
    }
}
`;
    expect(withPlainBlocks(text)).toContain("new ThingAuthOutputReference");
    expect(withPlainBlocks(text.replace(/ {4}get auth[\s\S]*?^ {4}\}\n/m, ""))).not.toContain("OutputReference");
  });

  it("may leave out the engine's mappers of plain values, which change nothing", () => {
    const value = { any: ["thing"] };
    for (const mapper of [stringToTerraform, numberToTerraform, booleanToTerraform, anyToTerraform])
      expect(mapper(value)).toBe(value);
  });

  it("stop the build where the bindings hold a value in a way that it does not know", () => {
    const lean = withoutDeadMembers(textOf("ecs-service"), names);
    const changed = lean.replaceAll("if (this._enable !== undefined) {", "if (this._enable) {");
    expect(changed).not.toBe(lean);
    expect(() => withPlainBlocks(changed)).toThrow(/in a new way/);
  });
});
