// In: a rendered stack. Out: what the emulator can take of it: targets, an override file for what it does not store, and the zone that a domain has before. Never edits generated files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { IGNORED, LEFT_OUT } from "./emulator-gaps.ts";

/** Type of a graph node such as `module.stack.data.aws_iam_policy_document.logs`. */
export function typeOf(node: string): string {
  return node.split(".").at(-2) ?? "";
}

/** Managed resources of `terraform graph`, which follows references through locals and data sources; each with whether it is, or needs, a left-out type. */
export function readGraph(
  dot: string,
  leftOut: Readonly<Record<string, string>> = LEFT_OUT,
): { declared: string[]; kept: string[] } {
  const needs = new Map<string, string[]>();
  for (const [, node = ""] of dot.matchAll(/^\s*"([^"]+)" \[label=/gm)) needs.set(node, []);
  for (const [, from = "", to = ""] of dot.matchAll(/^\s*"([^"]+)" -> "([^"]+)";/gm)) needs.get(from)?.push(to);
  const lost = new Map<string, boolean>();
  const isLost = (node: string): boolean => {
    const known = lost.get(node);
    if (known !== undefined) return known;
    const answer = Object.hasOwn(leftOut, typeOf(node)) || (needs.get(node) ?? []).some(isLost);
    lost.set(node, answer);
    return answer;
  };
  const declared = [...needs.keys()].filter((node) => !node.includes(".data.")).sort();
  return { declared, kept: declared.filter((node) => !isLost(node)) };
}

/** An override file for the module: Terraform merges its `lifecycle` by argument, so what a resource ignores already is repeated. */
export function overrides(stack: string, ignored: typeof IGNORED = IGNORED): string {
  const source = readdirSync(stack)
    .filter((name) => name.endsWith(".tf"))
    .sort()
    .map((name) => readFileSync(join(stack, name), "utf8"))
    .join("\n");
  const blocks: string[] = [];
  for (const [, type = "", name = "", body = ""] of source.matchAll(/^resource "(\w+)" "(\w+)" \{\n([\s\S]*?)^\}/gm)) {
    const entry = ignored[type];
    if (entry === undefined) continue;
    const already = /ignore_changes\s*=\s*\[([^\]]*)\]/.exec(body)?.[1]?.split(",") ?? [];
    const all = new Set([...already.map((one) => one.trim()).filter((one) => one !== ""), ...entry.attributes]);
    blocks.push(
      `resource "${type}" "${name}" {\n  lifecycle {\n    ignore_changes = [${[...all].join(", ")}]\n  }\n}\n`,
    );
  }
  return blocks.join("\n");
}

/** The zone that the owner of a domain has before the first apply; its id. */
export async function createZone(url: string, domain: string): Promise<string> {
  const answer = await fetch(`${url}/2013-04-01/hostedzone`, {
    method: "POST",
    headers: {
      "Content-Type": "text/xml",
      Authorization:
        "AWS4-HMAC-SHA256 Credential=emulator/20200101/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${domain}</Name><CallerReference>once</CallerReference></CreateHostedZoneRequest>`,
  });
  const id = /<Id>\/hostedzone\/(\w+)<\/Id>/.exec(await answer.text())?.[1];
  if (id === undefined) throw new Error(`the emulator made no hosted zone (${answer.status})`);
  return id;
}
