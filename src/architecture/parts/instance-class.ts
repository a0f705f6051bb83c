// In: a class as the answers write it, and the engine that shall have it. Out: whether AWS offers it, else whether it can be one at all and which one was probably meant. Rules of form (family, generation, size): a list of all would be old in a month.
import { closest } from "../../shared/closest.ts";
import { lazily } from "../../shared/lazily.ts";

/** An engine of RDS, of Aurora, or of ElastiCache. */
type Family = "rds" | "aurora" | "cache";

export interface Verdict {
  readonly isOffered: boolean;
  /** Not written as any class of AWS is: a slip of the pen, and no class that is only newer than this program. */
  readonly isNone: boolean;
  /** The offered class that is nearest to it; itself where it is offered. */
  readonly near: string;
}

/** What stands behind the last dot. Three, six and other factors do not come at databases and caches. */
const LARGE = "(?:(?:2|4|8|12|16|24|32|48)?x)?large";
/** Made when the first class is judged: most answers state none. */
const OFFERED: Readonly<Record<Family, () => RegExp>> = {
  /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html */
  rds: lazily(
    () =>
      new RegExp(
        `^db\\.(?:t(?:3|4g)\\.(?:micro|small|medium|(?:2?x)?large)|(?:m[5-9]|r[5-9]|x[28])[a-z]*\\.${LARGE})$`,
      ),
  ),
  /** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.SupportAurora.html */
  aurora: lazily(() => new RegExp(`^db\\.(?:t(?:3|4g)\\.(?:medium|large)|(?:r[5-9]|x2g|x8g)[a-z]*\\.${LARGE})$`)),
  /** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html */
  cache: lazily(
    () =>
      new RegExp(`^cache\\.(?:t(?:3|4g)\\.(?:micro|small|medium)|(?:m[5-9]|r[5-9])g?d?\\.${LARGE}|c7gn\\.${LARGE})$`),
  ),
};
/** One or more letters for what it is good at, the generation, letters for its parts, the size. */
const FORM = /^(?:db|cache)\.[a-z]{1,3}\d{1,2}[a-z-]*\.(?:nano|micro|small|medium|metal|(?:\d{1,2}x|x)?large)$/;
const SIZES = [
  "micro",
  "small",
  "medium",
  "large",
  ...["", 2, 4, 8, 12, 16, 24, 32, 48].map((factor) => `${factor}xlarge`),
];
/** Where the family is not one: what most people take. Each is tried before it is told. */
const USUAL = ["t4g", "t3", "m8g", "m7g", "m6g", "m5", "r8g", "r7g", "r6g", "r5"];

/** `name` in lower case with its prefix: "db.t4g.small". */
export function judgeClass(name: string, family: Family): Verdict {
  const isOffered = OFFERED[family]().test(name);
  return { isOffered, isNone: !isOffered && !FORM.test(name), near: isOffered ? name : nearest(name, family) };
}

/** The same family with the size that was meant, else with a larger one; then another family with that size. */
function nearest(name: string, family: Family): string {
  const [prefix = "", ...rest] = name.split(/[.-]/);
  const written = rest.at(-1) ?? "";
  const own = rest.length > 1 ? rest.slice(0, -1).join("") : "";
  const size = closest(written, SIZES) ?? "large";
  const larger = SIZES.slice(SIZES.indexOf(size));
  const meant = own === "" ? undefined : closest(own, USUAL);
  const alike = USUAL.filter((one) => one[0] === own[0]);
  const tries = [own, ...(meant === undefined ? [] : [meant]), ...alike, ...USUAL].flatMap((one) =>
    larger.map((other) => `${prefix}.${one}.${other}`),
  );
  // The usual families have every size from large on, which is in each list.
  return tries.find((one) => OFFERED[family]().test(one)) ?? name;
}
