// In: the read answers. Out: the cloud that hosts the system. Never decides by a tool's or a directory's name ("Azure DevOps", "Azure AD").
import type { CLOUDS } from "../../answers/override-values.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { CLOUD_OF_COMPUTE, cloudHints, cloudTerms, computeTerms } from "../lexicon/platforms.ts";
import { choose, decided, evidenceOf, type Found, search } from "./find.ts";
import type { Reading, Topic, TopicResult } from "./topic.ts";

type Cloud = (typeof CLOUDS)[number];
/** Where two stand equal, a big cloud before a host of one part. */
const RANK = ["aws", "gcp", "azure", "onprem", "other"];
const HOME = ["infrastructure.hosting_strategy"];

export const cloudTopic: Topic = {
  keys: ["cloud"],
  read: (reading) => {
    const known = memo.get(reading);
    if (known) return known;
    const result = readCloud(reading);
    memo.set(reading, result);
    return result;
  },
};

/** Other topics ask for the cloud too: it is read once. */
const memo = new WeakMap<Reading, TopicResult>();

function readCloud(reading: Reading): TopicResult {
  const named = search(reading, {
    key: "cloud",
    lexicon: cloudTerms,
    home: HOME,
    skip: ["integrations.external_services"],
  }).filter((m) => m.id !== "not-a-cloud");
  const { chosen, diagnostics } = choose("cloud", named);
  const scored = [...chosen]
    .map(([id, mentions]) => ({ id, mentions, score: Math.max(...mentions.map((m) => m.weight)) }))
    .sort(
      (a, b) =>
        Number(RANK.indexOf(a.id) > 2) - Number(RANK.indexOf(b.id) > 2) || firstOf(a.mentions) - firstOf(b.mentions),
    );
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (top, item) => (!top || item.score > top.score ? item : top),
    undefined,
  );
  const implied = impliedCloud(reading);
  const pick =
    best && best.score === 3
      ? best
      : implied && best?.id !== implied.id && (best?.score ?? 0) < 3
        ? implied
        : (best ?? implied);
  if (!pick) return { values: {}, diagnostics };
  const others = named.filter(
    (m) => m.id !== pick.id && m.weight === 3 && ["chosen", "foreign", "open"].includes(m.status),
  );
  const source = pick === implied && pick.id !== best?.id ? "inferred" : "stated";
  const value = decided(pick.id as Cloud, evidenceOf(pick.mentions).slice(0, 3), source);
  return { values: value ? { cloud: value } : {}, diagnostics: [...diagnostics, ...secondCloud(pick.id, others)] };
}

/** The cloud of the services that the text uses, where no cloud is named. */
function impliedCloud(reading: Reading): { id: string; mentions: Found[] } | undefined {
  const compute = search(reading, { key: "cloud", lexicon: computeTerms, home: HOME }).flatMap((m) => {
    const id = CLOUD_OF_COMPUTE[m.id];
    return id === undefined ? [] : [{ ...m, id }];
  });
  const hints = search(reading, { key: "cloud", lexicon: cloudHints, home: HOME });
  const found = [...compute, ...hints].filter((m) => m.status === "chosen");
  const counts = new Map<string, Found[]>();
  for (const mention of found) {
    const list = counts.get(mention.id);
    if (list) list.push(mention);
    else counts.set(mention.id, [mention]);
  }
  const top = [...counts].sort((a, b) => b[1].length - a[1].length)[0];
  return top ? { id: top[0], mentions: top[1] } : undefined;
}

function firstOf(mentions: readonly Found[]): number {
  return Math.min(...mentions.filter((m) => m.weight === 3).map((m) => m.evidence.start), 1e6);
}

function secondCloud(id: string, others: readonly Found[]): Diagnostic[] {
  return [...new Set(others.map((m) => m.id))].map((other) => {
    const first = others.find((m) => m.id === other);
    return {
      code: "DECISION_OTHER_CLOUD",
      severity: "warning",
      pointer: first?.evidence.pointer ?? "",
      message: `cloud: ${first?.evidence.quote ?? other} is named beside ${id}; read as ${id}.`,
      help: "Say which cloud hosts the system, or set decisions.cloud.",
    };
  });
}
