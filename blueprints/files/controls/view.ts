// In: the resource graph. Out: which controls are met where, and every exception with its reason. Never claims a control that no resource meets.
import type { Architecture } from "../../../src/architecture/model.ts";
import { addressOf, type ResourceGraph } from "../../../src/render/graph.ts";
import { code, type Inline, table, text } from "../../../src/render/markdown.ts";
import { healthCommand } from "../../service-commands.ts";
import { needsOriginSecret } from "../../stacks/origin-secret.ts";
import { scriptsFolder } from "../delivery/delivery.ts";
import { guideOf } from "../delivery/guides.ts";
import { ownersOf } from "../runbook/roles.ts";
import { CONTROLS, type Control } from "./catalogue.ts";

/** Names of the template. */
export function controlsView(architecture: Architecture, graph: ResourceGraph): Readonly<Record<string, string>> {
  return {
    controls: controlTable(architecture, graph),
    outside: outsideTable(architecture),
    exceptions: exceptionTable(architecture, graph),
  };
}

/** What the answers say of who gets in, and what was made of it. */
function admissionRows({ services, sites, edge }: Architecture): Inline[][] {
  const limited = [...services.filter((service) => service.public), ...sites].flatMap(({ id, admits }) =>
    admits === undefined ? [] : [{ id, key: admits.id, ranges: admits.ranges }],
  );
  const closed = services.filter((service) => service.port !== undefined && !service.public);
  const names = (ids: readonly string[]) => [...new Set(ids)].map(code).join(", ");
  const rows: Inline[][] = [];
  if (limited.length > 0)
    rows.push([
      `${names(limited.map(({ id }) => id))}: only the addresses in ${code("admitted")} connect (${limited.some(({ ranges }) => ranges.length === 0) ? "to be filled in: until then nobody" : names(limited.flatMap(({ ranges }) => ranges))})`,
      "",
      "`infra/stack/edge.tf`, `infra/environments/*/*.auto.tfvars`",
    ]);
  if (edge.inside) rows.push(["The load balancer has no address on the internet", "", "`infra/stack/edge.tf`"]);
  if (closed.length > 0)
    rows.push([
      `${names(closed.map(({ id }) => id))}: no route from outside, callers by security group only`,
      "",
      names(closed.map(({ id }) => `infra/stack/service-${id}.tf`)),
    ]);
  return rows;
}

function outsideTable(architecture: Architecture): string {
  const { ci } = architecture;
  const held = heldByState(architecture);
  const github = ci === "github-actions";
  const guide = guideOf(ci);
  const scripts = code(`${scriptsFolder(ci)}/apply.sh`);
  const pipelines: Inline[][] = [
    github
      ? [
          "Pipelines hold no long-lived key and the least permissions; actions are pinned by commit",
          "`CKV2_GHA_1`, `CKV_GHA_2`",
          "`.github/workflows/`",
        ]
      : ["Pipelines hold no long-lived key of AWS; what runs code of a branch holds none at all", "", guide.files],
    ["What is applied is the plan that was approved, of this commit, these answers and these providers", "", scripts],
    [
      "Images are scanned when they are built, also every week, and carry a bill of materials and their provenance",
      "",
      guide.imagesFile,
    ],
  ];
  return table(
    ["Control", "Checkov", "Met in"],
    [
      [
        `Images run without root, ${checked(architecture)}, from tags with a version (not from digests: ${github ? "Dependabot" : "Renovate"} moves the tags, and what they mean today is built anew every week)`,
        "`CKV_DOCKER_2`, `CKV_DOCKER_3`, `CKV_DOCKER_7`",
        "`services/*/Dockerfile`",
      ],
      ...admissionRows(architecture),
      ...pipelines,
      [
        held.length === 0
          ? "No secret in code, in the state or in an image"
          : `No secret in code or in an image; the state holds ${held.join(" and ")}, and no other`,
        "",
        "`infra/stack/`, [runbook.md](runbook.md)",
      ],
      [
        "Who did what in the account is recorded: by a trail of the account, which the stack does not make and which alarms about keys and rotations need",
        "",
        "[README.md](../README.md), *Have a trail*",
      ],
    ],
  );
}

/** ElastiCache takes no password that Terraform does not know, and CloudFront no header. */
function heldByState(architecture: Architecture): string[] {
  return [
    ...(architecture.caches.some(({ engine }) => engine !== "memcached") ? ["the password of the cache"] : []),
    ...(needsOriginSecret(architecture)
      ? ["the value by which the load balancer knows its own CloudFront distributions (`terraform_data.origin_secret`)"]
      : []),
  ];
}

/** Ids are slugs. */
function checked({ services }: Architecture): string {
  const without = services.filter((service) => service.kind !== "scheduled" && healthCommand(service).length === 0);
  const names = without.map(({ id }) => code(id)).join(", ");
  return names === ""
    ? "with a health check (but for what runs to its end)"
    : `with a health check (but for ${names} and what runs to its end)`;
}

function controlTable(architecture: Architecture, { blocks }: ResourceGraph): string {
  const { databases } = architecture;
  const hasOwners = databases.some((database) => ownersOf(architecture, database).length > 0);
  const files = new Map<string, Set<string>>();
  for (const block of blocks) {
    const type = block.labels[0];
    if (block.kind !== "resource" || type === undefined) continue;
    files.set(type, (files.get(type) ?? new Set()).add(block.file));
  }
  const rows = CONTROLS.flatMap((control) => {
    const where = [...new Set(control.types.flatMap((type) => [...(files.get(type) ?? [])]))].sort();
    if (where.length === 0) return [];
    const { without } = control;
    const unmet = without !== undefined && isExcepted(blocks, control.types, without.check);
    return [
      [
        unmet ? without.title : hasOwners ? (control.withOwners ?? control.title) : control.title,
        control.checks
          .filter((check) => !(unmet && check === without.check))
          .map(code)
          .join(", "),
        standardsOf(control, databases)
          .filter((standard) => !(unmet && standard === without.standard))
          .join(", "),
        where.map((file) => code(`${file}.tf`)).join(", "),
      ],
    ];
  });
  return rows.length === 0 ? "The stack holds nothing yet." : table(["Control", "Checkov", "AWS FSBP", "Met in"], rows);
}

function standardsOf({ standards, ofEngine }: Control, databases: Architecture["databases"]): string[] {
  return [...new Set([...standards, ...databases.flatMap(({ engine }) => ofEngine?.[engine] ?? [])])];
}

function isExcepted(blocks: ResourceGraph["blocks"], types: readonly string[], check: string): boolean {
  const about = blocks.filter(({ kind, labels: [type = ""] }) => kind === "resource" && types.includes(type));
  return about.every(({ skips }) => skips.some((skip) => skip.check === check));
}

/** What no check looks at, and a reviewer asks for all the same. */
function ownerRows(architecture: Architecture): Inline[][] {
  const { databases } = architecture;
  return databases.flatMap((database) => {
    const users = ownersOf(architecture, database);
    if (users.length === 0) return [];
    return [
      [
        "Least privilege inside the database (no check)",
        "Services log in as its owner: Terraform reaches no database in an isolated subnet, and what a release grants by itself nobody has reviewed. [runbook.md](runbook.md) has the recipe for roles of their own (Rotate secrets)",
        `${code(database.id)}: ${users.map(({ id }) => code(id)).join(", ")}`,
      ],
    ];
  });
}

/** One row per check and reason, with all the places that it is about. */
function exceptionTable(architecture: Architecture, { blocks }: ResourceGraph): string {
  const places = new Map<string, { readonly check: string; readonly reason: string; readonly addresses: string[] }>();
  for (const block of blocks) {
    for (const { check, reason } of block.skips) {
      const key = `${check} ${reason}`;
      const known = places.get(key) ?? { check, reason, addresses: [] };
      known.addresses.push(addressOf(block));
      places.set(key, known);
    }
  }
  const rows = [...places.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { check, reason, addresses }]) => [code(check), text(reason), addresses.sort().map(code).join(", ")]);
  const all = [...rows, ...ownerRows(architecture)];
  return all.length === 0 ? "There is none." : table(["Check", "Why it does not apply", "Where"], all);
}
