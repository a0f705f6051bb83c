// The Markdown of a review, read by a real parser: it fits, it is whole, it accounts for every row, and nothing of a plan is anything but text.
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { TARGETS } from "../../../src/report/review/markdown.ts";
import type { Review } from "../../../src/review/review.ts";
import { fixture, fixtureNames, publicPlans, rowOf } from "../../review/plans.ts";
import { type Named, print, reviewOf } from "./reports.ts";

const parser = new MarkdownIt({ html: true, linkify: true }).enable("table");
type Place = keyof typeof TARGETS;
const PLACES = Object.keys(TARGETS) as Place[];
const bytes = (text: string) => Buffer.byteLength(text);

/** HTML, links, images and anything else that free text could have become. */
function tokensOf(markdown: string) {
  return parser.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);
}

const OURS = /^<details><summary>\d+ [a-z ]+<\/summary>\s*$|^<\/details>\s*$/;

function expectOnlyText(markdown: string, place: Place): void {
  const tokens = tokensOf(markdown);
  for (const { type, content } of tokens) {
    expect([
      "link_open",
      "image",
      "html_inline",
      "fence",
      "code_block",
      "hr",
      "blockquote_open",
      "ordered_list_open",
    ]).not.toContain(type);
    if (type === "html_block") expect(content).toMatch(OURS);
  }
  const html = tokens.filter(({ type }) => type === "html_block").map(({ content }) => content.trim());
  expect(html.filter((tag) => tag.startsWith("<details>")).length).toBe(
    html.filter((tag) => tag === "</details>").length,
  );
  if (place === "bitbucket") expect(html).toEqual([]);
  for (const token of tokens) if (token.type === "heading_open") expect(["h3", "h4"]).toContain(token.tag);
  // Outside of code nothing is left that a forge would look at.
  const text = tokens
    .filter(({ type }) => type === "text")
    .map(({ content }) => content)
    .join("\n");
  expect(text).not.toMatch(/@|<|::|##vso|https?:|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]|#\d|:\w+:/);
  // A line that starts with a slash is a command to GitLab.
  expect(markdown.split("\n").filter((line) => /^\s*(?:[/]|::|##)/.test(line) && !/^#{3,4} /.test(line))).toEqual([]);
}

const SECTIONS = [
  ["Findings", "finding"],
  ["Changes", "change"],
  ["Put off to a later plan", "deferred change"],
  ["Changed outside of Terraform", "drifted object"],
  ["Outputs", "output"],
  ["Actions to invoke", "action"],
  ["Differences between environments", "difference"],
] as const;

/** Rows told one by one plus those counted in "N more": by section. `weigh` says how many rows a line stands for. */
function accounted(markdown: string): Map<string, number> {
  const found = new Map<string, number>();
  const parts = markdown.split(/^#### /m).slice(1);
  for (const part of parts) {
    const [title = "", ...lines] = part.split("\n");
    let count = 0;
    for (const line of lines) {
      if (line.startsWith("- ")) count += weigh(line);
      const more = /^\*\*(\d+) more [a-z ]+\*\* not shown/.exec(line);
      if (more !== null) count += Number(more[1]);
    }
    found.set(title, count);
  }
  return found;
}

/** A line of several environments names them all; one line of drift counts objects without visible change. */
function weigh(line: string): number {
  const unseen = /^- (\d+) objects? of which nothing visible changed/.exec(line);
  if (unseen !== null) return Number(unseen[1]);
  return ENVIRONMENTS.length > 1 ? Math.max(1, ENVIRONMENTS.filter((name) => line.includes(`\`${name}\``)).length) : 1;
}
let ENVIRONMENTS: readonly string[] = [];

function expectAccounted(review: Review, markdown: string): void {
  ENVIRONMENTS = review.environments.map(({ name }) => name);
  const found = accounted(markdown);
  const wanted: Readonly<Record<string, number>> = {
    Findings: review.findings.length,
    Changes: review.changes.length,
    "Put off to a later plan": review.deferred.length,
    "Changed outside of Terraform": review.drift.length,
    Outputs: review.outputs.length,
    "Actions to invoke": review.invocations.length,
  };
  for (const [title] of SECTIONS)
    if (title !== "Differences between environments")
      expect(`${title} ${found.get(title) ?? 0}`).toBe(`${title} ${wanted[title]}`);
}

const plans: readonly Named[] = [
  ...fixtureNames().map((name) => ({ name, document: fixture(name) })),
  ...publicPlans().map(({ file, bytes: document }) => ({ name: file.replace(/\.json$/, ""), document })),
];

describe("every real plan", () => {
  it.each(plans.map((plan) => [plan.name, plan] as const))(
    "%s is whole, within every place's limit, and complete",
    (_, plan) => {
      const review = reviewOf([plan]);
      for (const place of PLACES) {
        const markdown = print(review, "markdown", place);
        expect(bytes(markdown)).toBeLessThanOrEqual(TARGETS[place].maxBytes);
        expectOnlyText(markdown, place);
        expectAccounted(review, markdown);
        // The same bytes every time.
        expect(print(reviewOf([plan]), "markdown", place)).toBe(markdown);
      }
    },
  );

  it("lists each row that does something, by its address", () => {
    for (const plan of plans) {
      const review = reviewOf([plan]);
      const markdown = print(review, "markdown", "gitlab");
      for (const { address, deposed } of review.changes) {
        expect(markdown).toContain(address.replaceAll("\n", " "));
        if (deposed !== undefined) expect(markdown).toContain(deposed);
      }
    }
  });
});

describe("several environments", () => {
  const three = ["update", "downgrade", "replace-data"].map((name) => ({ name, document: fixture(name) }));

  it("stand in one report, with what differs between them", () => {
    const review = reviewOf(three);
    const markdown = print(review, "markdown");
    expectOnlyText(markdown, "github");
    expectAccounted(review, markdown);
    expect(markdown).toContain("#### Differences between environments");
    expect(markdown).toMatch(
      /- `aws_dynamodb_table\.carts`: update in `update`, update in `downgrade`, replace in `replace-data`/,
    );
    expect(review.environments.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["update", "warn"],
      ["downgrade", "block"],
      ["replace-data", "block"],
    ]);
  });

  it("say once what happens everywhere", () => {
    const review = reviewOf(["dev", "staging", "prod"].map((name) => ({ name, document: fixture("downgrade") })));
    const markdown = print(review, "markdown");
    expectAccounted(review, markdown);
    expect(markdown.match(/^- \*\*update\*\* `aws_sqs_queue\.mail` in `dev`, `staging`, `prod`$/gm)).toHaveLength(1);
    expect(markdown).not.toContain("Differences between environments");
  });

  it("are too many for the table and still counted", () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ name: `tenant-${index}`, document: fixture("target") }));
    const review = reviewOf(many);
    const markdown = print(review, "markdown", "github", 3000);
    expect(bytes(markdown)).toBeLessThanOrEqual(3000);
    const shown = markdown.split("\n").filter((line) => /^\| `tenant-/.test(line)).length;
    expect(markdown).toContain(`${60 - shown} more environments not shown here.`);
  });
});

describe("cutting", () => {
  const big = fixture("release");
  for (let index = 0; index < 400; index += 1) {
    const kinds = [
      rowOf("aws_s3_object", null, { key: `k${index}` }),
      rowOf("aws_instance", { tags: { a: `old ${"x".repeat(index)}` } }, { tags: { a: `new ${"y".repeat(index)}` } }),
      rowOf("aws_lb_target_group", { id: "x" }, null),
    ];
    for (const row of kinds) big.resource_changes.push({ ...row, address: `${row["type"]}.n["${index}"]` });
  }
  for (let index = 0; index < 5; index += 1)
    big.resource_changes.push({
      ...rowOf("aws_db_instance", { id: "x" }, null),
      address: `aws_db_instance.zz${index}`,
    });
  const review = reviewOf([{ name: "prod", document: big }]);
  const whole = print(review, "markdown", "gitlab");

  it.each([2000, 2500, 3000, 5000, 8192, 20_000, 32_768, 60_000, 150_000])(
    "to %i bytes keeps what is worst, whole rows, and the count of the rest",
    (limit) => {
      for (const place of PLACES) {
        const markdown = print(review, "markdown", place, limit);
        expect(bytes(markdown)).toBeLessThanOrEqual(limit);
        expectOnlyText(markdown, place);
        expectAccounted(review, markdown);
        const lines = new Set(whole.split("\n"));
        for (const line of markdown.split("\n")) if (/^(?:- | {2}- )/.test(line)) expect(lines.has(line)).toBe(true);
        expect(markdown).toContain("`aws_db_instance.zz0` is deleted; lost: every row of the database");
      }
      const short = print(review, "markdown", "github", limit);
      const order = [...short.matchAll(/^- \*\*(critical|high|medium|low|info)\*\*/gm)].map(([, severity]) => severity);
      const ranks = order.map((severity) => ["critical", "high", "medium", "low", "info"].indexOf(severity ?? ""));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    },
  );

  it("uses the room that it has", () => {
    for (const limit of [20_000, 60_000])
      expect(bytes(print(review, "markdown", "github", limit))).toBeGreaterThan(limit * 0.95);
  });

  it("cuts text and annotations too, and says so", () => {
    const text = print(review, "text", "github", 4000);
    expect(bytes(text)).toBeLessThanOrEqual(4000);
    const counted = (title: string) => {
      const [, part = ""] = text.split(`\n${title}\n`);
      const lines = part.split("\n\n")[0]?.split("\n") ?? [];
      const more = lines.map((line) => Number(/^ {2}(\d+) more /.exec(line)?.[1] ?? 0)).reduce((a, b) => a + b, 0);
      return lines.filter((line) => /^ {2}\S/.test(line) && !/^ {2}\d+ more /.test(line)).length + more;
    };
    expect(counted("Findings")).toBe(review.findings.length);
    expect(counted("Changes")).toBe(review.changes.length);
    const annotations = print(review, "github").trim().split("\n");
    expect(annotations.length).toBeLessThanOrEqual(30);
    const more = annotations
      .map((line) => Number(/::(\d+) more finding/.exec(line)?.[1] ?? 0))
      .reduce((a, b) => a + b, 0);
    expect(annotations.filter((line) => !/::\d+ more finding/.test(line)).length + more).toBe(review.findings.length);
  });
});

const HOSTILE = [
  "@everyone ![x](http://evil.example/a.png)",
  "<img src=x onerror=alert(1)>",
  "</details><script>alert(1)</script>",
  "```\n# heading\n```",
  "`code` `` ``` ````",
  "a|b|c",
  "\n::error::owned\n",
  "\r\n##vso[task.setvariable variable=x]y",
  "##[error]x",
  "/approve\n/merge",
  "[link](javascript:alert(1)) https://evil.example www.evil.example",
  "#1 GH-1 !2 $3 &4 ~bug %v1 :rocket: owner/repo#5 0123456789abcdef0123456789abcdef01234567",
  "\u202egnp.exe\u202c \u2066x\u2069 \u200b\ufeff",
  "\u001b[31mred\u001b[0m\u0007\u0000",
  "--> <!-- ]]> <![CDATA[",
  "- item\n  - nested\n\n> quote\n\n---\n",
  "| a | b |\n|---|---|",
  "\\`\\` \\",
  "${{ secrets.TOKEN }} $(id) {{ x }}",
  "\ud800 lone \udc00",
  " ",
  "",
  "&lt;b&gt; &#64;user",
  "x".repeat(5000),
];

/** A plan in which every name and value is a stranger's. */
function hostilePlan(text: string): Named {
  const document = fixture("target");
  const row = (more: object, change: object = {}) => ({
    ...rowOf(
      "thing",
      { [text]: text, list: [text] },
      { [text]: `${text}!`, list: [text, `${text}2`], other: text },
      change,
    ),
    address: `thing.x[${JSON.stringify(text)}]`,
    ...more,
  });
  document.resource_changes.push(
    row({}),
    row({
      address: text,
      previous_address: text,
      type: text,
      name: text,
      mode: text,
      action_reason: text,
      deposed: text,
      provider_name: text,
    }),
    row({ address: `${text}2` }, { actions: [text, "x"], importing: { id: text } }),
    row({ address: "thing.r" }, { actions: ["delete", "create"], replace_paths: [[text, 0, text]] }),
    { ...rowOf("aws_s3_bucket", { id: text }, null), address: `aws_s3_bucket.${text}` },
    {
      ...rowOf(
        "aws_iam_policy",
        { policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "a", Resource: "b" }] }) },
        {
          policy: JSON.stringify({ Statement: [{ Sid: text, Effect: "Allow", Action: text, Resource: [text, "*"] }] }),
        },
      ),
      address: `aws_iam_policy.${text}`,
    },
  );
  document.output_changes = {
    [text]: {
      actions: ["update"],
      before: text,
      after: `${text}!`,
      after_unknown: false,
      before_sensitive: false,
      after_sensitive: false,
    },
  };
  document.checks = [
    {
      address: { to_display: text },
      status: "fail",
      instances: [{ address: { to_display: text }, status: "error", problems: [{ message: text }] }],
    },
  ];
  document.deferred_changes = [{ reason: text, resource_change: row({}) }];
  document.resource_drift = [row({ address: text }), { ...rowOf("aws_s3_bucket", { id: text }, null), address: text }];
  document.action_invocations = [{ address: text, type: text }];
  document.terraform_version = text === "" ? "1" : text;
  return { name: text.trim() === "" ? "blank" : text, document };
}

describe("a hostile plan", () => {
  it.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 50), text] as const))("%s stays text", (_, text) => {
    for (const plans_ of [[hostilePlan(text)], [hostilePlan(text), { ...hostilePlan(text), name: "prod" }]]) {
      const review = reviewOf(plans_);
      for (const place of PLACES) {
        const markdown = print(review, "markdown", place);
        expectOnlyText(markdown, place);
        expect(bytes(markdown)).toBeLessThanOrEqual(TARGETS[place].maxBytes);
        expectOnlyText(print(review, "markdown", place, 5000), place);
      }
      // A log is read by CIs and terminals: one line each, and no command of theirs but ours.
      const shown = print(review, "text");
      expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(shown.split("\n").filter((line) => /^\s*(?:::|##)/.test(line))).toEqual([]);
      for (const line of print(review, "github").trim().split("\n"))
        expect(line).toMatch(/^::(?:error|warning|notice) title=[^:,]*::[^\r\n\u0000-\u001f]*$/);
    }
  });
});
