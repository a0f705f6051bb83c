// The bundle keeps of the bindings what somebody names, and nothing that is used loses a member.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { namesIn, withFixedShapes, withoutDeadMembers } from "../scripts/bindings.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const CLASS = `class Thing extends cdktf.TerraformResource {
    constructor(scope, id, config) {
        super(scope, id);
        this.size = config.size;
    }
    get arn() {
        return this.getStringAttribute('arn');
    }
    get unread() {
        if (this._unread) {
            return this._unread;
        }
    }
    set arn(value) {
        this._arn = value;
    }
    set size(value) {
        this._size = value;
    }
    resetArn() {
        this._arn = undefined;
    }
}
function helper() {
    resetArn();
}`;

const DESCRIBED = `function thingAuthToHclTerraform(struct) {
    const attrs = {
        kinds: {
            value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct.kinds),
            isBlock: false,
            type: "list",
            storageClassType: "stringList",
        },
    };
}
exports.thingAuthToHclTerraform = thingAuthToHclTerraform;
class Thing extends cdktf.TerraformResource {
    synthesizeHclAttributes() {
        const attrs = {
            name: {
                value: cdktf.stringToHclTerraform(this._name),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            auth: {
                value: cdktf.listMapperHcl(thingAuthToHclTerraform, true)(this._auth.internalValue),
                isBlock: true,
                type: "list",
                storageClassType: "ThingAuthList",
            },
        };
        return attrs;
    }
}`;

describe("descriptions of the bindings", () => {
  it("become a fixed value that says of every field that is not plain whether it is a block", () => {
    const text = withFixedShapes(DESCRIBED);
    expect(text).toContain("return {auth:{isBlock:true,value:{kinds:{isBlock:false}}}};");
    expect(text).not.toContain("ToHclTerraform");
  });

  it.each(["wafv2-web-acl", "ecs-service", "data-aws-iam-policy-document"])(
    "of %s leave a module that runs",
    (name) => {
      const text = readFileSync(`${root}/node_modules/@cdktf/provider-aws/lib/${name}/index.js`, "utf8");
      expect(() => new Function("exports", "require", withFixedShapes(text))).not.toThrow();
    },
  );

  it("fail the build when they are written in a way that it does not know", () => {
    expect(() => withFixedShapes(DESCRIBED.replace('type: "list",', ""))).toThrow(/in a new way/);
    expect(() => withFixedShapes(DESCRIBED.replace("(thingAuthToHclTerraform,", "(otherToHclTerraform,"))).toThrow(
      /in a new way/,
    );
  });
});

describe("members of the bindings", () => {
  it("stay when they are read, assigned to or used by the class itself, and go as a whole otherwise", () => {
    const heads = withoutDeadMembers(CLASS, { read: new Set(["constructor", "arn"]), assigned: new Set() });
    expect(heads).toContain("get arn()");
    expect(heads).toContain("set size(value)");
    expect(heads).not.toMatch(/unread|set arn|Arn\(\) \{/);
    expect(heads).toContain("function helper() {\n    resetArn();\n}");
  });

  it("that our code or the engine reads are known by name", () => {
    const { read } = namesIn(root);
    for (const name of ["arn", "synthesizeAttributes", "toTerraform", "friendlyUniqueId"]) expect(read).toContain(name);
    expect(read).not.toContain("resetKmsKeyId");
  });

  it("leave a module that still runs", () => {
    const path = `${root}/node_modules/@cdktf/provider-aws/lib/wafv2-web-acl/index.js`;
    const lean = withoutDeadMembers(readFileSync(path, "utf8"), namesIn(root));
    expect(() => new Function("exports", "require", lean)).not.toThrow();
    expect(lean.match(/\n\}/g)?.length).toBe(readFileSync(path, "utf8").match(/\n\}/g)?.length);
  });
});
