// HCL: the reader keeps every byte and refuses what Terraform refuses; blocks, attributes and elements merge by name.
import { describe, expect, it } from "vitest";
import { readHcl } from "../../../src/write/merge/hcl/tree.ts";
import { languageOf } from "../../../src/write/merge/language.ts";
import { parses } from "../../../src/write/merge/parses.ts";
import { printGroup } from "../../../src/write/merge/tree.ts";
import { edited, generatedFiles, mergeOf } from "./helpers.ts";

const printed = (text: string) => {
  const tree = readHcl(text);
  return tree && printGroup(tree);
};

describe("the reader", () => {
  it("gives back every byte of everything that we generate", () => {
    const files = generatedFiles((path) => languageOf(path) === "hcl");
    expect(files.size).toBeGreaterThan(100);
    for (const [path, text] of files) expect([path, printed(text)]).toEqual([path, text]);
  });

  it.each([
    "",
    "\n\n# only a comment",
    "a=1",
    "a = 1 // why\n/* block\n comment */\nb = 2 /* here */\n",
    "locals {}\nlocals { a = 1 }\nlocals {\n\n  # last words\n}\n",
    'a = <<EOT\n  "x" } ${b}\nEOT\nb = [<<-X\n  y\n  X\n  ,\n]\n',
    'a = "\\"${b["x}"]}" + f("}", [1, 2]...)\n',
    "a = [1, 2\n  # three\n  , 3]\nb = [ # open\n  1, # one\n\n  # two\n  2\n  # end\n]\n",
    'a = { b = 1, "c d" : 2\n (e) = 3 }\n',
    "a = b ? c : d\nb = (\n  x &&\n  !y\n)\nc = a[0].b.0[*].c.*.d\nd = provider::x::f(1)\n",
    'a = [for k, v in b : upper(v) if v != ""]\nb = { for k in c : k => k... if true }\n',
    'resource "a" b {\n  x = -1.5e3\n  dynamic "y" {\n    content {}\n  }\n}\n',
    "a = a.b\n  # between\n\n\nb = 1",
  ])("gives back %j", (text) => expect(printed(text)).toBe(text));

  it.each([
    ["a block without end", "a {\n b = 1\n"],
    ["a brace too many", "a {\n}\n}\n"],
    ["an attribute twice", "a = 1\na = 2\n"],
    ["a string without end", 'a = "b\n'],
    ["an unknown escape", 'a = "\\d"\n'],
    ["an attribute without value", "a =\n"],
    ["two values", "a = 1 2\n"],
    ["an operator without operand", "a = 1 +\n"],
    ["a list without comma", "a = [1 2]\n"],
    ["lines without comma in a list", "a = [\n  1\n  2\n]\n"],
    ["an object without comma", "a = { b = 1 c = 2 }\n"],
    ["a template without end", 'a = "${b"\n'],
    ["a heredoc without end", "a = <<EOT\nx\n"],
    ["a template as a label", 'a "${b}" {}\n'],
    ["two attributes in a block of one line", "a { b = 1, c = 2 }\n"],
    ["something behind a block", "a {} b {}\n"],
    ["Git's markers", "a = 1\n<<<<<<< HEAD\nb = 2\n=======\nb = 3\n>>>>>>> main\n"],
  ])("refuses %s", (_what, text) => {
    expect(readHcl(text)).toBeUndefined();
    expect(parses("a.tf", text)).toBe(false);
  });
});

const BASE = `# From /a: "b"
resource "aws_db_instance" "main" {
  identifier     = "shop"
  instance_class = "db.t4g.micro"

  tags = {
    Name = "shop"
  }
}

resource "aws_iam_role" "main" {
  name = "shop"
}

data "aws_iam_policy_document" "main" {
  statement {
    sid     = "Read"
    actions = ["s3:GetObject", "s3:ListBucket"]
  }

  statement {
    sid     = "Write"
    actions = ["s3:PutObject"]
  }
}
`;

describe("blocks and attributes", () => {
  it("merge by name, whatever stands beside them", () => {
    const ours = edited(BASE, ["db.t4g.micro", "db.m7g.large"], ["  tags", "  # ours\n  backup = 7\n\n  tags"]);
    const theirs = edited(BASE, ['"shop"\n  inst', '"shop-prod"\n  inst'], ['Name = "shop"', 'Name = "prod"']);
    expect(mergeOf("a.tf", BASE, ours, theirs)).toBe(
      edited(ours, ['"shop"\n  inst', '"shop-prod"\n  inst'], ['Name = "shop"', 'Name = "prod"']),
    );
  });

  it("stay where the user moved or put them; new ones of ours come where we have them", () => {
    const [db = "", role = "", policy = ""] = BASE.split(/\n\n(?=resource|data)/);
    const mine = 'resource "x" "mine" {\n}';
    const ours = [policy.trimEnd(), role, mine, db].join("\n\n").concat("\n");
    const theirs = edited(BASE, ["db.t4g.micro", "db.m7g.large"], [role, `${role}\n\nresource "x" "new" {\n}`]);
    expect(mergeOf("a.tf", BASE, ours, theirs)).toBe(
      [policy.trimEnd(), role, 'resource "x" "new" {\n}', mine, db.replace("db.t4g.micro", "db.m7g.large")]
        .join("\n\n")
        .concat("\n"),
    );
  });

  it("changed alike, or added alike, are no conflict", () => {
    const both = edited(BASE, ["db.t4g.micro", "db.m7g.large"]);
    const ours = `${both}\n# mine\nresource "x" "y" {\n  a = 1\n}\n`;
    expect(mergeOf("a.tf", BASE, ours, `${both}\nresource "x" "y" {\n  a = 1\n}\n`)).toBe(ours);
  });

  it("of one attribute changed by both are one small conflict, with the user's value active", () => {
    const ours = edited(BASE, ["db.t4g.micro", "db.r8g.large"]);
    const theirs = edited(BASE, ["db.t4g.micro", "db.m7g.large"], ["Read", "ReadAll"]);
    const id = "resource.aws_db_instance.main/instance_class";
    const region = `  # <<<<<<< yours: ${id}
  instance_class = "db.r8g.large"
  # ======= scaffold:
  # instance_class = "db.m7g.large"
  # >>>>>>> scaffold: ${id}
`;
    expect(mergeOf("a.tf", BASE, ours, theirs)).toBe(
      `CONFLICT ${id}\n${edited(BASE, ['  instance_class = "db.t4g.micro"\n', region], ["Read", "ReadAll"])}`,
    );
  });

  it("deleted by one and changed by the other are a conflict, either way round", () => {
    const without = edited(BASE, ['resource "aws_iam_role" "main" {\n  name = "shop"\n}\n\n', ""]);
    const changed = edited(BASE, ['name = "shop"', 'name = "other"']);
    expect(mergeOf("a.tf", BASE, without, changed)).toContain(
      '# <<<<<<< yours: resource.aws_iam_role.main\n# ======= scaffold:\n# resource "aws_iam_role" "main" {\n#   name = "other"\n# }\n#',
    );
    expect(mergeOf("a.tf", BASE, changed, without)).toContain(
      'name = "other"\n}\n# ======= scaffold:\n# >>>>>>> scaffold: resource.aws_iam_role.main\n',
    );
    expect(mergeOf("a.tf", BASE, without, edited(BASE, ["micro", "large"]))).toBe(edited(without, ["micro", "large"]));
  });

  it("without a name are told apart by what identifies them", () => {
    const ours = edited(BASE, ["s3:PutObject", "s3:PutObject*"]);
    const theirs = edited(BASE, [
      '  statement {\n    sid     = "Read"',
      '  statement {\n    sid = "First"\n  }\n\n  statement {\n    sid     = "Read"',
    ]);
    expect(mergeOf("a.tf", BASE, ours, theirs)).toBe(edited(theirs, ["s3:PutObject", "s3:PutObject*"]));
  });

  it("on one line get lines of their own when both sides add to them", () => {
    const base = "a {}\nb = { c = 1 }\n";
    expect(
      mergeOf("a.tf", base, "a {\n  x = 1\n}\nb = { c = 2 }\n", "a {\n  y = 2\n}\nb = {\n  c = 1\n  d = 3\n}\n"),
    ).toBe("a {\n  y = 2\n  x = 1\n}\nb = {\n  c = 2\n  d = 3\n}\n");
  });
});

describe("values", () => {
  it("merge by key and by element", () => {
    const ours = edited(
      BASE,
      ['["s3:GetObject",', '["s3:GetObject", "s3:GetObjectTagging",'],
      ["Name", 'team = "x"\n    Name'],
    );
    const theirs = edited(
      BASE,
      ['"s3:ListBucket"]', '"s3:ListBucket", "s3:ListAllMyBuckets"]'],
      ['Name = "shop"', 'Name = "prod"'],
    );
    const result = mergeOf("a.tf", BASE, ours, theirs);
    expect(result).toContain('["s3:GetObject", "s3:GetObjectTagging", "s3:ListBucket", "s3:ListAllMyBuckets"]');
    expect(result).toContain('  tags = {\n    team = "x"\n    Name = "prod"\n  }\n');
  });

  it("replaced differently at one place of a list are never added up", () => {
    const base = 'cidr_blocks = ["10.0.0.0/8"]\n';
    const result = mergeOf("a.tf", base, 'cidr_blocks = ["10.1.0.0/16"]\n', 'cidr_blocks = ["10.2.0.0/16"]\n');
    expect(result).toContain("CONFLICT cidr_blocks\n");
    const two = 'a = ["x", "y"]\n';
    expect(mergeOf("a.tf", two, 'a = ["o1", "o2", "y"]\n', 'a = ["t1", "t2", "t3", "y"]\n')).toContain("CONFLICT a\n");
  });

  it("keep their place in a list whose order matters", () => {
    const base = 'command = ["sh", "-c", "run"]\n';
    expect(mergeOf("a.tf", base, 'command = ["sh", "-c", "exec run"]\n', 'command = ["sh", "-eu", "run"]\n')).toBe(
      'command = ["sh", "-eu", "exec run"]\n',
    );
  });

  it("over several lines merge by line as the last resort", () => {
    const base = "a = <<-EOT\n  one\n  two\n  three\n  four\nEOT\n";
    expect(mergeOf("a.tf", base, edited(base, ["one", "1"]), edited(base, ["four", "4"]))).toBe(
      "a = <<-EOT\n  1\n  two\n  three\n  4\nEOT\n",
    );
    expect(mergeOf("a.tf", base, edited(base, ["one", "1"]), edited(base, ["one", "I"]))).toContain("CONFLICT a\n");
  });
});

describe("comments", () => {
  it("of both sides stay, attached to what they belong to, and never conflict", () => {
    const ours = edited(BASE, ["# From /a", "# Mine.\n# From /a"], ['  name = "shop"', '  name = "shop" # keep']);
    const theirs = edited(BASE, ['"b"', '"c"'], ['name = "shop"', 'name = "next"'], ["data ", "# New.\ndata "]);
    expect(mergeOf("a.tf", BASE, ours, theirs)).toBe(
      edited(theirs, ["# From /a", "# Mine.\n# From /a"], ['name = "next"', 'name = "next" # keep']),
    );
  });

  it("that stand alone stay between their neighbours", () => {
    const ours = edited(BASE, ["data ", "# ---- mine ----\n\ndata "]);
    const theirs = edited(BASE, ["data ", 'resource "x" "new" {\n}\n\ndata ']);
    expect(mergeOf("a.tf", BASE, ours, theirs)).toBe(
      edited(theirs, ['resource "x" "new"', '# ---- mine ----\n\nresource "x" "new"']),
    );
  });
});

it("tfvars are HCL, the newline at the end of a file is an edit of its own", () => {
  const base = "a = 1\nb = 2\n";
  expect(mergeOf("x.tfvars", base, "a = 1\nb = 3", "a = 4\nb = 2\n")).toBe("a = 4\nb = 3");
  expect(mergeOf("x.tfvars", "a = 1\nb = 2", "a = 1\nb = 3", "a = 4\nb = 2\n")).toBe("a = 4\nb = 3\n");
});

it("what does not parse is merged by line, and a result that would not parse is not written", () => {
  expect(mergeOf("a.tf", "a = 1\n\n\nb = 2\n", "a = 1\n\n\nb = {\n", "a = 3\n\n\nb = 2\n")).toBe("a = 3\n\n\nb = {\n");
});

it("without a known base every difference is shown, and what is alike is not", () => {
  const ours = "a = 1\nmine = 2\n\nb {\n  c = 3\n}\n";
  expect(mergeOf("a.tf", undefined, ours, "b {\n  c = 4\n}\n\na = 1\nnew = 5\n")).toMatch(
    /^CONFLICT new, mine, b\/c\n/,
  );
});

describe("columns", () => {
  it("of names and comments are kept as `terraform fmt` has them, when both sides had them so", () => {
    const base = "a {\n  name = 1\n  size = 2\n\n  tags = {\n    x = 1\n  }\n}\n";
    const ours = edited(
      base,
      ["  size = 2\n", "  size = 2 # small\n  longer_name = 3 # long\n"],
      ["    x = 1", "    x     = 1\n    other = 2"],
    );
    const fmt = edited(ours, [
      "  name = 1\n  size = 2 # small\n  longer_name = 3 # long",
      "  name        = 1\n  size        = 2 # small\n  longer_name = 3 # long",
    ]);
    const theirs = edited(
      base,
      ["  name = 1\n", "  name  = 1\n  order = 9\n"],
      ["  size = 2", "  size  = 2"],
      ["    x = 1", "    x      = 1\n    longer = [\n      1,\n    ]"],
    );
    const wanted = edited(
      theirs,
      [
        "  name  = 1\n  order = 9\n  size  = 2\n",
        "  name        = 1\n  order       = 9\n  size        = 2 # small\n  longer_name = 3 # long\n",
      ],
      ["    x      = 1\n    longer", "    x     = 1\n    other = 2\n    longer"],
    );
    expect(mergeOf("a.tf", base, fmt, theirs.replace("    x      = 1\n    longer", "    x = 1\n    longer"))).toBe(
      wanted,
    );
    // Who does not format is not formatted.
    expect(mergeOf("a.tf", base, ours, theirs)).toContain("  longer_name = 3 # long\n");
  });
});

it("a conflict that cannot stand inside a line is one of what has the line, and takes the ones inside along", () => {
  const base = "a = f({\n  x = 1\n}, { y = 1, z = 1 })\n";
  const ours = edited(base, ["x = 1", "x = 2"], ["y = 1", "y = 2"]);
  const merged = mergeOf("a.tf", base, ours, edited(base, ["x = 1", "x = 3"], ["y = 1", "y = 3"]));
  expect(merged.split("\n").slice(0, 2)).toEqual(["CONFLICT a", "# <<<<<<< yours: a"]);
});

it("a block that both sides renamed the same way is one block, whatever else is new", () => {
  const provider = (alias: string, region: string) =>
    `provider "aws" {\n  alias  = "${alias}"\n  region = "${region}"\n\n  default_tags {\n    tags = { a = 1, b = 2 }\n  }\n}\n`;
  const base = `${provider("main", "eu-west-1")}\n${provider("dr", "eu-central-1")}`;
  const ours = `# Ours.\n\n${provider("main", "eu-west-1")}\n${provider("backup", "eu-central-1")}`;
  const theirs = `${provider("main", "eu-west-2")}\n${provider("backup", "eu-central-1")}`;
  expect(mergeOf("main.tf", base, ours, theirs)).toBe(
    `# Ours.\n\n${provider("main", "eu-west-2")}\n${provider("backup", "eu-central-1")}`,
  );
});
