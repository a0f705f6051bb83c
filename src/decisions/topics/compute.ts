// In: the read answers. Out: the set of what runs the system's code. Never counts machines that only help (bastions, build hosts, cluster nodes).
import type { Compute } from "../../answers/overrides.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { computeTerms } from "../lexicon/platforms.ts";
import { cloudTopic } from "./cloud.ts";
import { after, around, before, choose, clauseOf, decided, evidenceOf, type Found, search } from "./find.ts";
import { spokenFor } from "./rivals.ts";
import { readStaticSites } from "./static-site.ts";
import type { Reading, Topic } from "./topic.ts";

const HOME = [
  "infrastructure.hosting_strategy",
  "infrastructure.containerization",
  "services.technology",
  "overall_architecture.architecture_type",
];
const HELPER =
  /\b(?:jenkins|bastion|nat instance|vpn|runners?|jump|build (?:host|server|agent)|ci server|tailscale|wireguard|self-hosted runner)\b/;
/** "one EC2, bastion only": the role stands behind a comma. */
const HELPER_ONLY = new RegExp(
  `^\\s*[,(:–—-]\\s*(?:(?:only|just|purely) )?(?:as |for )?(?:an? |the )?${HELPER.source}(?: host)? (?:only|purely)\\b`,
  "i",
);
const NODES = /\b(?:capacity|node ?groups?|nodes|workers? nodes?|ecs|eks|cluster|launch type|daemon|batch)\b/;
const SPEAKS_OF_FLEET = /^\s*(?:fleet|metrics?|hosts?)\b/;

/** What stands beside another platform without taking its place, and "ECS", which other words settle. */
const BESIDE = new Set(["lambda", "ecs", "eks-fargate", "batch", "static-site", "other"]);

export const computeTopic: Topic = {
  keys: ["compute"],
  read: (reading) => {
    const found = search(reading, {
      key: "compute",
      lexicon: computeTerms,
      home: HOME,
      skip: ["integrations.external_services", "services.name", "infrastructure_as_code.version_control"],
      accept: (m) =>
        !(
          m.id === "ec2" &&
          (HELPER.test(itemText(m)) ||
            HELPER_ONLY.test(after(m, 60)) ||
            m.field.field === "infrastructure.monitoring_setup" ||
            SPEAKS_OF_FLEET.test(after(m, 12)))
        ) && !(m.id === "other" && isForeignHost(m)),
    });
    const platforms = found.filter((m) => !m.id.startsWith("any-"));
    const all = choose("compute", platforms);
    const { chosen, diagnostics: unused } = spokenFor(
      "compute",
      all.chosen,
      (id) => (BESIDE.has(id) ? undefined : id),
      (id) => id === "ec2",
    );
    const diagnostics = [...all.diagnostics, ...unused];
    const sites = readStaticSites(reading);
    const ids = resolve(chosen, cloudOf(reading));
    if (sites.length > 0) ids.set("static-site", []);
    const list = [...ids.keys()] as Compute[];
    const evidence = [...evidenceOf([...ids.values()].flat()), ...sites];
    const source = chosen.size === 0 ? "inferred" : "stated";
    const value = list.length > 0 ? decided(list, evidence, source) : undefined;
    return { values: value ? { compute: value } : {}, diagnostics: [...diagnostics, ...fargateOnly(found, ids)] };
  },
};

/** The list item that a mention stands in: "one EC2 box and a bastion" speaks of two machines. */
function itemText(mention: Found): string {
  const head =
    before(mention, 60)
      .split(/,|;|\band\b|\+/)
      .at(-1) ?? "";
  const tail = after(mention, 60).split(/[,;.]|\band\b|\+/)[0] ?? "";
  return `${head}${mention.evidence.quote}${tail}`.toLowerCase();
}

function isForeignHost(mention: Found): boolean {
  return mention.field.field === "services.dependencies";
}

function cloudOf(reading: Reading): string {
  return cloudTopic.read(reading).values.cloud?.value ?? "aws";
}

/** General words become the one kind that the rest of the text speaks of. */
function resolve(chosen: ReadonlyMap<string, readonly Found[]>, cloud: string): Map<string, readonly Found[]> {
  const out = new Map<string, readonly Found[]>();
  const has = (id: string) => chosen.get(id);
  const put = (id: string, mentions: readonly Found[]) => out.set(id, [...(out.get(id) ?? []), ...mentions]);
  const managed = has("eks") ?? has("gke") ?? has("aks");
  for (const [id, mentions] of chosen) {
    if (id === "ecs") {
      if (has("ecs-fargate") || has("ecs-ec2")) continue;
      const machines = has("ec2");
      put(machines ? "ecs-ec2" : "ecs-fargate", machines ? [...mentions, ...machines] : mentions);
    } else if (id === "kubernetes") {
      if (!managed && !has("eks-fargate"))
        put(cloud === "gcp" ? "gke" : cloud === "azure" ? "aks" : cloud === "aws" ? "eks" : "other", mentions);
    } else if (id === "eks-fargate") put("eks", mentions);
    else if (id === "ec2") {
      const own = mentions.filter((m) => !NODES.test(clauseOf(m)) && m.weight >= 2);
      const clustered =
        has("ecs") || has("ecs-ec2") || managed || has("kubernetes") || has("batch") || has("elastic-beanstalk");
      const capacity = managed ? [] : mentions.filter((m) => m.weight === 3 && /^\s+capacity\b/i.test(after(m, 12)));
      if (capacity.length > 0 && (has("ecs") || has("ecs-fargate"))) put("ecs-ec2", capacity);
      if (!clustered) put("ec2-asg", mentions.length > 0 ? mentions : own);
      else if (has("ecs-fargate") && own.some((m) => m.weight === 3)) put("ec2-asg", own);
    } else if (
      id === "ecs-fargate" &&
      managed &&
      !has("ecs") &&
      mentions.every((m) => !/ecs/i.test(m.evidence.quote) && /\b(?:eks|kubernetes|profiles?)\b/.test(around(m)))
    )
      continue;
    else put(id, mentions);
  }
  return out;
}

/** "Fargate only" in one place against machines or Kubernetes in another. */
function fargateOnly(found: readonly Found[], ids: ReadonlyMap<string, unknown>): Diagnostic[] {
  const only = found.find(
    (m) =>
      m.id === "ecs-fargate" &&
      m.status === "chosen" &&
      /\b(?:only|exclusively|purely|everything|all)\b/.test(clauseOf(m)) &&
      !/\bexcept\b/.test(around(m)),
  );
  const other = found.find((m) => ["eks", "kubernetes"].includes(m.id) && m.status === "chosen");
  if (!only || !other || !(ids.has("eks") || ids.has("ecs-ec2"))) return [];
  return [
    {
      code: "DECISION_CONFLICT",
      severity: "warning",
      pointer: only.evidence.pointer,
      message: `compute: "${only.evidence.quote}" alone is said to run everything here, and ${other.evidence.quote} is used elsewhere; both are read.`,
      help: "Say which one runs the services, or set decisions.compute.",
      related: [other.evidence.pointer],
    },
  ];
}
