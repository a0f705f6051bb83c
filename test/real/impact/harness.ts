// In: an edit of the base answers. Out: what `impact` predicts and what Terraform plans for it, against one state that was applied to the emulator once. Never applies an edit.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createZone, overrides, readGraph, typeOf } from "../emulated-stack.ts";
import { type Emulator, startEmulator } from "../emulator.ts";
import { IGNORED, LEFT_OUT } from "../emulator-gaps.ts";
import { findMirror, findTool, run, scratch, terraformEnvironment } from "../tools.ts";
import { BASE } from "./base.ts";
import type { Edit } from "./edits.ts";

const ENVIRONMENT = "prod";
const DOMAIN = "kiosk.example.com";
const RESOURCES = ".scaffold/resources.json";

/** More that the emulator lacks, met in this system only. */
const ALSO_LEFT_OUT: Readonly<Record<string, string>> = {
  aws_elasticache_parameter_group: "CreateCacheParameterGroup is not implemented, and the provider waits for it",
  aws_elasticache_user_group: "CreateUserGroup is not implemented, and the provider waits for it",
  aws_sqs_queue_redrive_allow_policy: "the attribute is not returned, and the provider waits for it",
  aws_backup_vault_notifications: "PutBackupVaultNotifications is not implemented (404)",
};
/** What holds data and depends on what is left out is put into the state as the provider's own plan says that it would be after an apply. */
const SEEDED = /^module\.stack\.aws_elasticache_(parameter_group|user_group|replication_group)\./;
const ALSO_IGNORED: typeof IGNORED = {};
/** What every plan changes in place, without any edit, each with its reason. Nothing else may. */
export const NOISE: Readonly<Record<string, string>> = {
  "module.stack.aws_s3_bucket_notification.files": "eventbridge is not returned",
  "module.stack.aws_elasticache_replication_group.main":
    "seeded: no value differs, but the state lacks what the provider marks as its own",
};

/** Types that the emulator cannot look for in another region: a plan that refreshes is made without them, and says nothing about them. */
const UNREADABLE: readonly { readonly types: RegExp; readonly because: string }[] = [
  {
    types: /^aws_(default_)?network_acl(_rule)?$/,
    because: "a missing network ACL is answered with the error code of a route table",
  },
  {
    types: /^aws_elasticache_(parameter_group|replication_group|user_group)$/,
    because: "seeded, and the provider waits for it without end",
  },
  { types: /^aws_s3_bucket/, because: "a bucket is found from every region" },
];

export interface PlannedChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly type: string;
  readonly mode: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

export interface Reviewed {
  readonly verdict: string;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly address: string;
    readonly message: string;
    readonly blocks: boolean;
  }[];
}

export interface Planned {
  readonly impact: {
    readonly diagnostics: readonly { readonly code: string; readonly severity: string; readonly message: string }[];
    readonly resources: readonly {
      readonly root: string;
      readonly address: string;
      readonly previous?: string;
      readonly action: string;
      readonly loses?: string;
      readonly arguments: readonly string[];
      readonly via?: string;
    }[];
  };
  readonly impactExit: number;
  /** `scaffold review` of the plan, with the list of resources from before and after the edit. */
  readonly review: Reviewed;
  /** The same plan for a reviewer who is told that the answers did not change. */
  readonly unasked: Reviewed;
  /** Instances that the plan was made without. */
  readonly unread: readonly string[];
  /** `terraform show -json` of the plan. */
  readonly plan: { readonly resource_changes: readonly PlannedChange[] };
}

export interface Applied {
  /** Instances that the state holds. */
  readonly addresses: ReadonlySet<string>;
  plan(edit: Edit): Promise<Planned>;
  stop(): Promise<void>;
}

interface Seed {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly change: { readonly after: Record<string, unknown>; readonly after_unknown: Record<string, unknown> };
}

interface Schemas {
  readonly provider_schemas: Record<
    string,
    {
      readonly resource_schemas: Record<
        string,
        {
          readonly version: number;
          readonly block: {
            readonly attributes: Record<string, { readonly type: unknown }>;
            readonly block_types?: Record<string, { readonly nesting_mode: string }>;
          };
        }
      >;
    }
  >;
}

function placeholder(type: unknown): unknown {
  if (type === "string") return "seeded";
  if (type === "number") return 1;
  if (type === "bool") return false;
  return Array.isArray(type) && (type[0] === "map" || type[0] === "object") ? {} : [];
}

const main = resolve("dist/main.js");
const bin = findTool("terraform");
const mirror = findMirror();
export const isReady = bin !== undefined && mirror !== undefined && findTool("moto_server") !== undefined;

/** A state that an earlier run applied and left here is used again: SCAFFOLD_STATE=<folder>, for work on the edits. */
const KEPT = process.env["SCAFFOLD_STATE"];

function isUnreadable(type: string): boolean {
  return UNREADABLE.some(({ types }) => types.test(type));
}

function withoutUnreadable(text: string): string {
  const state = JSON.parse(text) as { resources: { mode: string; type: string }[] };
  return JSON.stringify({
    ...state,
    resources: state.resources.filter(({ mode, type }) => mode !== "managed" || !isUnreadable(type)),
  });
}

/** Applies the base once. With SCAFFOLD_PLANS=<folder> every plan is left there as <edit>.json, beside the state. */
export async function applyBase(): Promise<Applied> {
  const env = terraformEnvironment(mirror ?? "");
  process.env["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true";
  const emulator: Emulator | undefined = await startEmulator();
  delete process.env["MOTO_IAM_LOAD_MANAGED_POLICIES"];
  if (emulator === undefined) throw new Error("the emulator is gone");
  const keptState = KEPT === undefined ? undefined : join(KEPT, "impact-base.tfstate");
  const isKept = keptState !== undefined && existsSync(keptState);
  const zoneFile = `${keptState ?? ""}.zone`;
  // Without a refresh nobody asks the emulator for the zone, so the one of the kept state will do.
  const zone = isKept ? readFileSync(zoneFile, "utf8") : await createZone(emulator.url, DOMAIN);
  const folder = scratch("impact");
  const out = join(folder, "base");
  const answers = join(folder, "step7.json");
  writeFileSync(answers, JSON.stringify(BASE));
  const made = await run(process.execPath, [main, "infra", answers, "--out", out]);
  if (made.exitCode !== 0) throw new Error(made.output);
  const tf = async (root: string, ...args: string[]) =>
    run(bin ?? "", args, { cwd: root, env: { ...env, AWS_ENDPOINT_URL: emulator.url } });

  /** Makes a rendered tree plannable: local state, values of the emulator, arguments that it does not store. */
  async function prepare(tree: string): Promise<string> {
    const root = join(tree, "infra/environments", ENVIRONMENT);
    writeFileSync(join(root, "backend_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
    const values = ["deletion_protection = false", `hosted_zone_id = "${zone}"`, `domain_name = "${DOMAIN}"`, ""];
    writeFileSync(join(root, "zz.auto.tfvars"), values.join("\n"));
    const stack = join(tree, "infra/stack");
    writeFileSync(join(stack, "emulator_override.tf"), overrides(stack, { ...IGNORED, ...ALSO_IGNORED }));
    const started = await tf(root, "init");
    if (started.exitCode !== 0) throw new Error(started.output);
    return root;
  }

  /** Planned values of what the emulator cannot make, with something in the place of each value that only AWS knows. */
  async function seed(root: string): Promise<void> {
    const planned = await tf(root, "plan", "-refresh=false", "-out=seed.bin");
    if (planned.exitCode !== 0) throw new Error(planned.output.slice(-6000));
    const plan = JSON.parse((await tf(root, "show", "-json", "seed.bin")).output) as { resource_changes: Seed[] };
    const { provider_schemas } = JSON.parse((await tf(root, "providers", "schema", "-json")).output) as Schemas;
    const schemas = Object.values(provider_schemas)[0]?.resource_schemas ?? {};
    const stateFile = join(root, "terraform.tfstate");
    const state = JSON.parse(readFileSync(stateFile, "utf8")) as { resources: unknown[] };
    for (const { address, type, name, change } of plan.resource_changes) {
      const schema = schemas[type];
      if (schema === undefined || !SEEDED.test(address)) continue;
      const attributes = Object.fromEntries(
        Object.entries({ ...change.after, ...change.after_unknown }).map(([key, value]) => [
          key,
          change.after[key] ??
            (value === true ? placeholder(schema.block.attributes[key]?.type) : (change.after[key] ?? null)),
        ]),
      );
      for (const [key, value] of Object.entries(attributes)) {
        const nested = schema.block.block_types?.[key]?.nesting_mode;
        if (value === null && (nested === "list" || nested === "set")) attributes[key] = [];
      }
      state.resources.push({
        module: "module.stack",
        mode: "managed",
        type,
        name,
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [{ schema_version: schema.version, attributes }],
      });
    }
    writeFileSync(stateFile, JSON.stringify(state));
  }

  const base = join(folder, "applied");
  cpSync(out, base, { recursive: true });
  const root = await prepare(base);
  if (isKept) cpSync(keptState, join(root, "terraform.tfstate"));
  else {
    const drawn = await tf(root, "graph");
    if (drawn.exitCode !== 0) throw new Error(drawn.output);
    const { kept } = readGraph(drawn.output, { ...LEFT_OUT, ...ALSO_LEFT_OUT });
    const applied = await tf(root, "apply", "-auto-approve", ...kept.map((address) => `-target=${address}`));
    if (applied.exitCode !== 0) throw new Error(applied.output.slice(-6000));
    if (keptState !== undefined) {
      cpSync(join(root, "terraform.tfstate"), keptState);
      writeFileSync(zoneFile, zone);
    }
  }
  await seed(root);
  const listed = await tf(root, "state", "list");
  const addresses = new Set(listed.output.split("\n").filter((line) => line !== "" && !line.includes(".data.")));
  const state = readFileSync(join(root, "terraform.tfstate"), "utf8");
  const plans = process.env["SCAFFOLD_PLANS"];

  return {
    addresses,
    async plan(edit) {
      const own = join(folder, edit.name.replaceAll(" ", "-"));
      mkdirSync(own);
      const file = join(own, "step7.json");
      const answered = structuredClone(BASE);
      edit.edit(answered);
      writeFileSync(file, JSON.stringify(answered));
      const tree = join(own, "out");
      cpSync(out, tree, { recursive: true });
      const accept = (edit.accept ?? []).flatMap((address) => ["--accept-data-loss", address]);
      const shown = await run(process.execPath, [main, "impact", file, "--out", tree, "--json", ...accept]);
      const written = await run(process.execPath, [main, "infra", file, "--out", tree, "--quiet", ...accept]);
      if (written.exitCode !== 0) throw new Error(`${edit.name}: ${written.output}`);
      const here = await prepare(tree);
      if (edit.refreshed && isKept) throw new Error(`${edit.name}: the emulator is empty beside a kept state`);
      writeFileSync(join(here, "terraform.tfstate"), edit.refreshed ? withoutUnreadable(state) : state);
      // Else what the emulator holds is what the state says.
      const planned = await tf(here, "plan", "-out=plan.bin", ...(edit.refreshed ? [] : ["-refresh=false"]));
      if (planned.exitCode !== 0) throw new Error(`${edit.name}: ${planned.output.slice(-6000)}`);
      const json = await tf(here, "show", "-json", "plan.bin");
      const shownPlan = join(own, "plan.json");
      writeFileSync(shownPlan, json.output);
      const before = join(out, RESOURCES);
      const review = async (after: string): Promise<Reviewed> => {
        const lists = ["--base", before, "--manifest", after, "--format", "json"];
        const reviewed = await run(process.execPath, [
          main,
          "review",
          "--plan",
          `${ENVIRONMENT}=${shownPlan}`,
          ...lists,
        ]);
        if (reviewed.exitCode > 1) throw new Error(`${edit.name}: ${reviewed.output}`);
        return JSON.parse(reviewed.output) as Reviewed;
      };
      if (plans !== undefined) {
        mkdirSync(plans, { recursive: true });
        writeFileSync(join(plans, `${edit.name.replaceAll(" ", "-")}.json`), json.output);
        cpSync(file, join(plans, `${edit.name.replaceAll(" ", "-")}.step7.json`));
      }
      const plan = JSON.parse(json.output) as Planned["plan"];
      rmSync(join(here, ".terraform"), { recursive: true, force: true });
      return {
        impact: JSON.parse(shown.output) as Planned["impact"],
        impactExit: shown.exitCode,
        review: await review(join(tree, RESOURCES)),
        unasked: await review(before),
        unread: edit.refreshed
          ? [...addresses].filter((address) => isUnreadable(typeOf(address.replace(/\[.*$/, ""))))
          : [],
        plan,
      };
    },
    stop: () => emulator.stop(),
  };
}
