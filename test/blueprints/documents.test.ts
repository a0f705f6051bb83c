// In: architectures, also with hostile text in every field. Out: proof that the documents say what the model says and keep their structure.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { controls } from "../../blueprints/files/controls/blueprint.ts";
import { readme } from "../../blueprints/files/readme/blueprint.ts";
import type { Architecture, Reason, RelationalEngine } from "../../src/architecture/model.ts";
import type { ResourceGraph } from "../../src/render/graph.ts";
import { everything } from "../helpers/architectures.ts";
import { someDecisions } from "../helpers/decisions.ts";
import { documentOf, render, resource, someGraph } from "../helpers/documents.ts";
import { structureOf } from "../helpers/markdown-structure.ts";
import { graphOf } from "../helpers/stack.ts";

/** The same text in every field that people write freely. */
function hostile(text: string): Architecture {
  const plain = everything();
  const because: Reason[] = [{ decision: "compute", pointer: "/output/x", quote: text }];
  return {
    ...plain,
    project: { ...plain.project, title: text },
    services: plain.services.map((service) => ({ ...service, name: text, purpose: text, technology: text, because })),
    sites: plain.sites.map((site) => ({ ...site, name: text, purpose: text, technology: text, because })),
    secrets: plain.secrets.map((secret) => ({ ...secret, description: text, vendor: text, because })),
    externals: plain.externals.map((external) => ({ ...external, name: text, because })),
    buses: plain.buses.map((bus) => ({ ...bus, targets: bus.targets.map((target) => ({ ...target, source: text })) })),
  };
}

/** What must not depend on the text: numbers of headings, rows, columns, and lines of the diagrams. */
function shapeOf(files: Map<string, string>): unknown {
  return [...files].map(([path, content]) => {
    if (path.endsWith(".yml") || path.endsWith(".yaml")) return [path, parse(content)];
    if (!path.endsWith(".md")) return [path, content];
    const { headings, tables, fences, text } = structureOf(content);
    return [
      path,
      headings.length,
      text.length,
      tables.map((rows) => rows.map((cells) => cells.length)),
      fences.map(({ language, content: body }) =>
        language === "mermaid"
          ? body.split("\n").map((line) => line.replace(/"[^"]*"/g, '""').replace(/(accTitle:).*/, "$1"))
          : body,
      ),
    ];
  });
}

const plain = render(everything());

describe("README.md", () => {
  const { headings, tables } = structureOf(documentOf(plain, "README.md"));

  it("lists the first steps in the order in which they work", () => {
    expect(headings.filter((line) => line.startsWith("### "))).toEqual([
      "### 1. Make the place of the state and the roles of the pipeline",
      "### 2. Tell GitHub about them",
      "### 3. Name the accounts, the people and the domain",
      "### 4. Switch on AWS Backup",
      "### 5. Have a trail",
      "### 6. Ask for room on Fargate",
      "### 7. Apply for the first time",
      "### 8. Fill in the secrets",
      "### 9. Bring out the first images",
      "### 10. Let the mail out",
      "### 11. Listen to the alarms",
    ]);
  });

  it("asks for the trail that some alarms hear from, and controls do not claim it", () => {
    const text = documentOf(plain, "README.md");
    expect(text).toContain("The alarms `backup-opened`, `key-disabled` and `rotation-failed` hear");
    expect(text).toContain("aws cloudtrail describe-trails --region eu-west-1");
    expect(text).toContain("`shop-terraform-state-<account>`");
    expect(documentOf(render({ ...everything(), databases: [] }), "README.md")).toContain(
      "The alarms `backup-opened` and `key-disabled` hear",
    );
    expect(documentOf(plain, "docs/controls.md")).toContain("by a trail of the account, which the stack does not make");
  });

  it("counts the vCPUs that an account must have room for, a scheduled task once", () => {
    const shop = everything();
    const prod = shop.environments.find(({ id }) => id === "prod");
    if (prod === undefined) throw new Error("the shop has a prod");
    const text = documentOf(render(shop), "README.md");
    let rest = 0;
    let most = 0;
    for (const { id, kind } of shop.services) {
      const size = prod.services[id];
      if (size === undefined) throw new Error(`${id} has a size`);
      rest += size.cpu * (kind === "scheduled" ? 1 : size.min);
      most += size.cpu * (kind === "scheduled" ? 1 : size.max);
    }
    expect(most).toBeGreaterThan(rest);
    expect(text).toContain(
      `\`prod\`: ${rest / 1024} vCPUs at rest, up to ${rest / 512} while everything is released, ${most / 1024} at the upper limits.`,
    );
    expect(documentOf(render({ ...shop, services: [] }), "README.md")).not.toContain("room on Fargate");
  });

  it("warns of the alarms that come with the first apply", () => {
    const page = (graph: ResourceGraph) =>
      String(
        readme.render({ architecture: everything(), decisions: someDecisions(), graph, files: [] })[0]?.content ?? "",
      );
    const whole = page(graphOf(everything()));
    const early = whole.slice(whole.indexOf("Some come with the first apply"), whole.indexOf("## Folders"));
    for (const line of [
      "`backup-missing`, until the first backup, where the plan is on",
      "`orders-down`, until the first release",
      "`deployment-failed`, for each service that has no image yet",
    ])
      expect(early).toContain(`- ${line}`);
    expect(early).not.toContain("until what it measures");
    expect(page(someGraph())).not.toContain("Some come with the first apply");
  });

  it("says how code finds out whose database it talks to, which no image knows", () => {
    const page = (environment: Architecture["services"][number]["environment"]) => {
      const services = everything().services.map((one) => ({ ...one, environment }));
      return documentOf(render({ ...everything(), services }), "README.md");
    };
    const told = page([{ name: "DB_TLS", source: { from: "database", id: "main", field: "tls" } }]);
    expect(told).toContain("`https://truststore.pki.rds.amazonaws.com/eu-west-1/eu-west-1-bundle.pem`");
    expect(told).toContain("where `DB_TLS` is `true`");
    expect(page([])).not.toContain("truststore");
  });

  it("says what holds: who is let in, which TLS, and what is under a key that is not the system's own", () => {
    const shop = everything();
    const page = (cdn: boolean) => documentOf(render({ ...shop, edge: { ...shop.edge, cdn } }), "docs/architecture.md");
    expect(page(false)).toContain("requests come in through the load balancer only.");
    expect(page(true)).toContain("requests come in through CloudFront, and from there through the load balancer.");
    expect(page(false)).toContain("save the access logs, which AWS writes under a key of S3.");
    expect(page(false)).toContain("TLS 1#46;2 or 1#46;3");
  });

  it("switches on what the backup plans cover, in both regions", () => {
    const text = documentOf(plain, "README.md");
    for (const region of ["eu-west-1", "eu-central-1"])
      expect(text).toContain(
        `aws backup update-region-settings --region ${region} --resource-type-opt-in-preference RDS=true,S3=true,EFS=true`,
      );
  });

  it("sizes databases by what they have: Aurora has instances, serverless capacity and no disk to name", () => {
    const shop = everything();
    const rows = (over: object) => {
      const databases = shop.databases.map((one) => ({ ...one, ...over }));
      const last = structureOf(documentOf(render({ ...shop, databases }), "README.md")).tables.at(-1) ?? [];
      return last.filter(([what]) => /^(Database|Aurora):/.test(what ?? "")).map(([what, , prod]) => [what, prod]);
    };
    expect(rows({ engine: "aurora-postgres", serverless: true })).toEqual([
      ["Aurora: instances", "2"],
      ["Aurora: capacity units of an instance", "0.5 to 8"],
      ["Database: days of point-in-time recovery", "35"],
    ]);
    expect(rows({ engine: "aurora-postgres" })).toContainEqual(["Database: class", "db.m7g.large"]);
    expect(rows({ engine: "aurora-postgres" }).map(([what]) => what)).not.toContain("Database: storage");
    expect(rows({})).toContainEqual(["Database: storage", "100 to 500 GiB"]);
  });

  it("makes one account per environment the first way, and closes each before a role is named in it", () => {
    const text = documentOf(plain, "README.md");
    // Nothing that the next apply could forget: the workspace knows whose account it is.
    expect(text).toContain('workspace select -or-create "$environment"\n  terraform -chdir=infra/bootstrap apply   #');
    expect(text).not.toContain('-var "environments');
    // Whom the roles trust is a file that is committed, not a word of one command line.
    expect(text).toContain("`infra/bootstrap/bootstrap.auto.tfvars` whom the roles trust");
    expect(text).toContain("actions/oidc/customization/sub");
    expect(text).not.toContain("-var repository");
    for (const part of ['type: "Team"', "prevent_self_review: true", "--app dependabot", "(`gh`)"])
      expect(text).toContain(part);
    expect(text).toContain('gh variable set "TF_STATE_BUCKET_$suffix"');
    expect(text.indexOf("deployment_branch_policy")).toBeLessThan(text.indexOf("gh variable set AWS_APPLY_ROLE_ARN"));
    for (const name of ["`infra: all checks`", "`images: all checks`", "`account_id`", "`alarm_emails`"])
      expect(text).toContain(name);
  });

  it("says what stands between a merge and production, and which GitLab it takes", () => {
    const text = documentOf(render({ ...everything(), ci: "gitlab-ci" }), "README.md");
    for (const part of ["Premium or Ultimate", "18.4", "18.2.2", "18.7", "subject_tells_protection = true", "(`glab`)"])
      expect(text).toContain(part);
    expect(text).toContain("PLAN_PASSPHRASE_MAIN");
    expect(text).toContain("whoever can push a branch can use this token");
  });

  it("shows every number of every environment", () => {
    const profiles = tables.at(-1) ?? [];
    expect(profiles[0]).toEqual(["Number", "`staging`", "`prod`"]);
    expect(profiles).toContainEqual(["`orders`: tasks, CPU, memory", "1–2, 512, 1024 MiB", "2–6, 512, 1024 MiB"]);
    expect(profiles).toContainEqual(["Monthly budget", "200 USD", "1500 USD"]);
  });

  it("leaves out what the system does not need", () => {
    const one = everything();
    const small = render({
      ...one,
      ci: "gitlab-ci",
      secrets: [],
      sites: [],
      email: false,
      edge: { ...one.edge, loadBalancer: false },
    });
    const steps = structureOf(documentOf(small, "README.md")).headings.filter((line) => line.startsWith("### "));
    expect(steps).toHaveLength(9);
    expect(steps[1]).toBe("### 2. Tell GitLab about them");
    expect(steps[2]).toBe("### 3. Name the accounts and the people");
    expect(small.has("renovate.json")).toBe(true);
    expect([...small.keys()].some((path) => path.startsWith(".github/"))).toBe(false);
  });
});

describe("docs/architecture.md", () => {
  const { fences, tables } = structureOf(documentOf(plain, "docs/architecture.md"));

  it("draws the template's four diagrams", () => {
    expect(fences.map(({ language, content }) => [language, /accTitle: (.*)/.exec(content)?.[1]])).toEqual([
      ["mermaid", "System overview"],
      ["mermaid", "Data flow"],
      ["mermaid", "Deployment"],
      ["mermaid", "Security"],
    ]);
  });

  it("draws every service, store and vendor, and every arrow of the model", () => {
    const overview = fences[0]?.content ?? "";
    for (const id of [
      "service_orders",
      "site_portal",
      "database_main",
      "cache_main",
      "queue_jobs",
      "bus_domain",
      "external_stripe",
    ])
      expect(overview).toContain(`n_${id}`);
    expect(overview).toContain('n_service_orders -->|"sends to"| n_queue_jobs');
    expect(overview).toContain('n_service_mailer -->|"takes from"| n_queue_jobs');
    // 2 people, 1 site call, 12 edges of services, 2 deliveries.
    expect([...overview.matchAll(/^ {2}n_\w+ -/gm)]).toHaveLength(2 + 1 + 1 + 12 + 2);
  });

  it("lets data flow from the queue to its consumer", () => {
    expect(fences[1]?.content).toContain('n_queue_jobs -->|"jobs"| n_service_mailer');
  });

  it("lists every arrow", () => {
    expect(tables.at(2)).toContainEqual(["orders", "sends mail through", "Amazon SES"]);
    expect(tables.at(2)).toContainEqual(["portal", "calls", "orders"]);
  });
});

describe("docs/decisions.md", () => {
  const { tables } = structureOf(documentOf(plain, "docs/decisions.md"));

  it("gives value, source and quote with its place", () => {
    expect(tables[0]).toContainEqual([
      "Caches (`cache`)",
      "`valkey`",
      "inferred",
      "“AWS ECS on Fargate” (`/output/infrastructure/hosting_strategy`)",
    ]);
    expect(tables[0]).toContainEqual([
      "Infrastructure tool (`iac`)",
      "`terraform`",
      "override",
      "the override `decisions.iac`",
    ]);
  });

  it("lists assumptions apart from decisions, and loses none", () => {
    expect(tables[1]).toContainEqual([
      "Where secrets live",
      "`secrets-manager`",
      "no sentence of the answers decides it",
      "say so in the answers, or set `decisions.secrets`",
    ]);
    // What a rule of the architecture makes of an open decision is what stands here.
    expect(tables[1]?.find(([name]) => name === "Web firewall")?.slice(1, 3)).toEqual([
      "yes",
      "a load balancer is open to the internet, and the answers do not refuse a firewall",
    ]);
    const rows = (tables[0]?.length ?? 0) + (tables[1]?.length ?? 0) - 2;
    expect(rows).toBe(Object.keys(someDecisions().table).length);
  });
});

describe("what lies elsewhere", () => {
  it("is named, where CloudFront keeps it", () => {
    const shop = { ...everything(), drRegion: undefined };
    const page = (over: Partial<Architecture>) => documentOf(render({ ...shop, ...over }), "docs/architecture.md");
    expect(page({})).toContain("the log of its firewall in `us-east-1`. Nothing else leaves this region.");
    expect(page({ region: "us-east-1" })).toContain("Nothing leaves this region.");
    expect(page({ sites: [] })).toContain("Nothing leaves this region.");
    expect(page({ sites: [], edge: { ...shop.edge, cdn: true } })).toContain("CloudFront answers near its visitors");
  });
});

describe("controls of one engine", () => {
  it("are claimed for that engine alone, and RDS.9 by none that writes no audit log", () => {
    const shop = everything();
    const claims = (engine: RelationalEngine) => {
      const databases = shop.databases.map((one) => ({ ...one, engine }));
      const graph = { ...someGraph(), blocks: [resource("aws_db_parameter_group", "main", "database")] };
      const input = { architecture: { ...shop, databases }, decisions: someDecisions(), graph, files: [] };
      return controls
        .render(input)
        .map(({ content }) => content)
        .join("");
    };
    expect(claims("postgres")).toContain("RDS.10, RDS.13, RDS.9, RDS.36, RDS.38");
    expect(claims("mysql")).toContain("RDS.39");
    expect(claims("mariadb")).toContain("RDS.44");
    for (const engine of ["mysql", "mariadb", "aurora-mysql"] as const)
      expect(claims(engine)).not.toMatch(/RDS\.(9|36|37|38)\b/);
    expect(claims("aurora-mysql")).toContain("RDS.12, RDS.34, RDS.45");
    // Those look at clusters alone.
    expect(claims("postgres")).not.toMatch(/RDS\.(7|12|15|27)\b/);
  });
});

describe("docs/controls.md", () => {
  const { tables } = structureOf(documentOf(plain, "docs/controls.md"));

  it("names the file that meets a control, and no control that nothing meets", () => {
    const titles = (tables[0] ?? []).map(([title]) => title);
    expect(titles).toContain("Alarms reach somebody");
    expect(titles).not.toContain("Queues are encrypted and not public");
    expect(tables[0]?.find(([title]) => title?.startsWith("Buckets"))?.[3]).toBe("`storage.tf`");
  });

  it("says where services are the owner of their database, and claims no least privilege there", () => {
    const role = resource("aws_iam_role", "web", "service-web");
    const page = (over: Partial<Architecture>) => {
      const graph = { ...someGraph(), blocks: [role] };
      const input = { architecture: { ...everything(), ...over }, decisions: someDecisions(), graph, files: [] };
      return controls
        .render(input)
        .map(({ content }) => content)
        .join("");
    };
    const owned = page({});
    expect(owned).toContain("inside a database its services are its owner");
    expect(owned).not.toContain("| Roles allow what an arrow");
    expect(owned).toMatch(/\| Least privilege inside the database \(no check\) *\| Services log in as its owner/);
    const free = page({ databases: [], services: [] });
    expect(free).toContain("| Roles allow what an arrow of the architecture needs and nothing else");
    expect(free).not.toContain("Least privilege inside");
  });

  it("lists an exception once, with all its places", () => {
    expect(tables[2]).toEqual([
      ["Check", "Why it does not apply", "Where"],
      [
        "`CKV_AWS_145`",
        "Log buckets of load balancers cannot use a key of their own",
        "`aws_s3_bucket.logs`, `aws_s3_bucket.more_logs`",
      ],
      [expect.stringContaining("Least privilege inside the database"), expect.any(String), expect.any(String)],
    ]);
  });
});

it("watches every pin of the tree", () => {
  const { updates } = parse(documentOf(plain, ".github/dependabot.yml")) as {
    updates: { "package-ecosystem": string; directories: string[] }[];
  };
  const folders = Object.fromEntries(updates.map((update) => [update["package-ecosystem"], update.directories]));
  expect(folders["terraform"]).toEqual([
    "/infra/bootstrap",
    "/infra/stack",
    "/infra/environments/staging",
    "/infra/environments/prod",
  ]);
  expect(folders["docker"]).toContain("/services/portal");
  expect(folders["uv"]).toEqual(["/services/orders"]);
});

it("keeps its structure whatever the free text says", () => {
  const expected = shapeOf(render(hostile("x"), "x"));
  const anyText = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(..."|\\`#-=+*_[]()<>!&@:/~ \n\r\t1.a\"';%{}$"), minLength: 1, maxLength: 40 }),
    fc.constantFrom(
      "```\n# x",
      "| a | b |\n| --- | --- |",
      "direction LR",
      "%%{init: {}}%%",
      "${{ github.token }}",
      "<%= x %>",
      "$(id)",
      "`id`",
    ),
  );
  fc.assert(
    fc.property(anyText, (value) => {
      // A letter keeps the text from being empty, which is shown as a dash.
      const text = `a${value}`;
      expect(shapeOf(render(hostile(text), text))).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it("ends every text file with one newline and holds no line break of another system", () => {
  for (const [path, content] of plain) {
    expect(content.endsWith("\n") && !content.endsWith("\n\n"), path).toBe(true);
    expect(content, path).not.toMatch(/\r|[ \t]\n/);
  }
});
