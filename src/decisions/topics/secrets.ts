// In: the read answers. Out: where secrets live. Never counts plain settings as a secret store; those draw a warning.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { secretTerms } from "../lexicon/operations.ts";
import { cloudTopic } from "./cloud.ts";
import { around, choose, decided, evidenceOf, type Found, search } from "./find.ts";
import { fieldsOf, type Reading, type Topic } from "./topic.ts";

const HOME = [
  "infrastructure_as_code.configuration_management",
  "infrastructure.environment_management",
  "security.encryption",
];
const SECRET = /\b(?:secrets?|credentials?|creds|passwords?|keys?|tokens?|securestring)\b/;
const WEAK =
  /\bsecrets?\b[^.;]{0,60}(?:\.env\b|\benv(?:ironment)? (?:vars?|variables|propert\w+|files?)|\blaptops?|\bworkstation|\brepo|\bgit\b|\bplain|\bpropert\w+|\bspreadsheet|\bnoecho|\bwiki|\bconfig files?)|(?:\.env files?|\benv(?:ironment)? (?:vars?|variables|propert\w+|files?)|\bconfig files?)\b[^.;]{0,60}\b(?:secrets?|in (?:the )?(?:git|repo|bifrost))\b|\bsecrets\.(?:json|ya?ml|env)\b|\benv files in git\b/i;
const ORDER = ["secrets-manager", "vault", "doppler", "key-vault", "gcp-secret-manager", "ssm", "other"];

export const secretsTopic: Topic = {
  keys: ["secrets"],
  read: (reading) => {
    const found = search(reading, {
      key: "secrets",
      lexicon: secretTerms,
      home: HOME,
      accept: (m) => !(m.field.field === "infrastructure_as_code.tooling" && m.id === "ssm"),
    }).filter((m) => m.id !== "any-no-secret");
    const gcp = cloudTopic.read(reading).values.cloud?.value === "gcp";
    const { chosen, diagnostics } = choose(
      "secrets",
      found.map((m) => (m.id === "secret-manager" ? { ...m, id: gcp ? "gcp-secret-manager" : "secrets-manager" } : m)),
    );
    const telling = [...chosen].filter(([, mentions]) =>
      mentions.some((m) => SECRET.test(around(m).replaceAll(m.evidence.quote.toLowerCase(), ""))),
    );
    const pool = telling.length === 1 ? telling : [...chosen];
    const pick = pool.sort((a, b) => ORDER.indexOf(a[0]) - ORDER.indexOf(b[0]))[0];
    if (!pick) return { values: {}, diagnostics: [...diagnostics, ...weak(reading, [])] };
    const value = decided(pick[0], evidenceOf(pick[1]));
    return { values: value ? { secrets: value } : {}, diagnostics: [...diagnostics, ...weak(reading, pick[1])] };
  },
};

function weak(reading: Reading, kept: readonly Found[]): Diagnostic[] {
  return fieldsOf(reading, ...HOME).flatMap((field) => {
    const match = WEAK.exec(field.text);
    // "Environment variables and Secrets Manager": the match ends in the middle of a store's name.
    if (
      !match ||
      /^\s+manager\b/i.test(field.text.slice(match.index + match[0].length)) ||
      kept.some((m) => m.field.pointer === field.pointer)
    )
      return [];
    return [
      {
        code: "DECISION_WEAK_SECRETS",
        severity: "warning",
        pointer: field.pointer,
        message: `secrets: "${match[0]}" keeps secrets outside a secret store${kept.length > 0 ? "" : "; AWS Secrets Manager stands in"}.`,
        help: "Name a secret store, or set decisions.secrets.",
      },
    ];
  });
}
