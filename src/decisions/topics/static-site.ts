// In: the read answers. Out: evidence that some front end is plain files on object storage or a CDN. Never counts pages that another vendor hosts.
import type { Evidence } from "../decision.ts";
import { statusAt } from "../text/scope.ts";
import type { Statement } from "../text/statements.ts";
import type { ReadField, Reading } from "./topic.ts";

const FRONT =
  /\b(?:spas?|single[- ]page (?:apps?|applications?)|static (?:web ?)?(?:sites?|website|web ?apps?|front ?-?ends?|pages|html|build|export|bundle|hosting)|statically exported|prerendered|jamstack|front-?ends?|web ?(?:apps?|ui|client)|site|website|landing page|react|vue(?:\.js)?|angular|svelte(?:kit)?|preact|vite|gatsby|hugo|astro|jekyll|eleventy|next(?:\.js)? (?:static )?export|docusaurus|mkdocs|ui|app|console|portal|dashboard|docs)\b/i;
const STRONG =
  /\b(?:static (?:web ?)?(?:sites?|website|web ?apps?|front ?-?ends?|html|build|export|bundle|hosting|spa)|statically exported|prerendered|jamstack|spas?|single[- ]page (?:apps?|applications?))\b/i;
const STORE = /\b(?:s3|buckets?|gcs|blob storage|static hosting|static web ?site hosting|amplify hosting)\b/i;
const EDGE = /\b(?:cloudfront|cloud ?front|cloud cdn|cdn)\b/i;
const NOT_FRONT =
  /\b(?:images?|media|uploads?|attachments?|binaries|backups?|logs?|avatars?|photos?|documents?|state|terraform|assets only|pdfs?|exports?|reports?|data lake|videos?|signed)\b/i;
const HOSTED =
  /\b(?:webflow|wix|squarespace|netlify|vercel|github pages|gitlab pages|shopify|wordpress\.com|ghost\(pro\)|framer|firebase hosting)\b/i;
const BROWSER =
  /\b(?:react(?!\s*native)|vue|angular|svelte(?:kit)?|preact|solid ?js|ember|vite|elm|gatsby|hugo|astro|jekyll|eleventy|docusaurus|mkdocs|flutter web|blazor web ?assembly|html\b.*\bcss)\b/i;
const SERVER =
  /\b(?:django|rails|laravel|symfony|spring|express|nest(?:js)?|fastify|flask|fastapi|php|java|asp\.net|\.net|go|golang|rust|ssr|server[- ]side|next(?:\.js)?(?! (?:static )?export)|nuxt|remix|sveltekit|fresh|node(?:\.js)?|nginx|container|magento|fargate|ecs|eks|pods?|kubernetes|phoenix|elixir|thymeleaf|jsp)\b/i;
const PLAIN = /\b(?:static|prerender\w*|s3|cloudfront|bucket|files|spa|single[- ]page|cdn)\b/i;

/** Evidence for static sites; empty when there is none. */
export function readStaticSites(reading: Reading): Evidence[] {
  return [...byService(reading), ...byStatement(reading)].slice(0, 4);
}

function byService(reading: Reading): Evidence[] {
  const services = new Map<number, ReadField[]>();
  for (const field of reading.fields) {
    if (field.service === undefined) continue;
    const known = services.get(field.service);
    if (known) known.push(field);
    else services.set(field.service, [field]);
  }
  let files: boolean | undefined;
  const filesServed = () => {
    files ??= servesFiles(reading);
    return files;
  };
  return [...services.values()].flatMap((own) => {
    const technology = own.find((field) => field.field === "services.technology");
    const scaling = own.find((field) => field.field === "services.scaling_requirements")?.text ?? "";
    if (!technology) return [];
    const browser = BROWSER.exec(technology.text);
    if (!browser && !STRONG.test(technology.text)) return [];
    const all = own
      .filter((field) => field.field !== "services.name")
      .map((field) => field.text)
      .join(" \n ");
    if (isInUse(own, HOSTED, all) || SERVER.test(withoutBuild(withoutPast(technology)))) return [];
    const plain =
      STRONG.exec(technology.text) ??
      (browser && (PLAIN.test(technology.text) || PLAIN.test(scaling) || filesServed()) ? browser : null);
    return plain && chosen(technology, plain.index, plain[0].length)
      ? [quote(technology, plain.index, plain[0].length)]
      : [];
  });
}

/** Some field names it as what is in use: "used to be on Vercel" does not. */
function isInUse(fields: readonly ReadField[], pattern: RegExp, all: string): boolean {
  if (!pattern.test(all)) return false;
  return fields.some((field) =>
    field.statements.some((statement) => {
      const match = field.field === "services.name" ? null : pattern.exec(textOf(statement));
      const start = statement.start + (match?.index ?? 0);
      return match !== null && statusAt(statement, start, start + match[0].length).status === "chosen";
    }),
  );
}

/** The text of a field without the sentences that only tell what a server was. */
function withoutPast({ statements }: ReadField): string {
  return statements
    .filter((statement) => {
      const match = SERVER.exec(textOf(statement));
      const start = statement.start + (match?.index ?? 0);
      return match === null || statusAt(statement, start, start + match[0].length).status !== "past";
    })
    .map(textOf)
    .join("; ");
}

/** What only happens while building or testing says nothing about serving. */
function withoutBuild(text: string): string {
  return text
    .replace(/\b(?:built|bundled|compiled|build|tested)\b[^,;.]*/gi, (part) => part.replace(SERVER, ""))
    .replace(
      /\b(?:sveltekit|nuxt|next(?:\.js)?|remix)\b(?=[^;.]*\b(?:static adapter|adapter-static|just files|static export)\b)/gi,
      "",
    )
    .replace(/\bno (?:server|container|backend|ssr)[^,;.]*/gi, "")
    .replace(/\bcontainers? needed/gi, "");
}

/** The document as a whole says that its front end is served from storage. */
function servesFiles(reading: Reading): boolean {
  return reading.fields.some(
    (field) => !field.field.startsWith("infrastructure_as_code") && field.statements.some((s) => isFront(textOf(s))),
  );
}

function byStatement(reading: Reading): Evidence[] {
  const fields = reading.fields.filter(
    (field) =>
      ["infrastructure", "scalability", "overall_architecture", "architecture_diagrams"].includes(field.section) &&
      field.field !== "infrastructure.monitoring_setup",
  );
  return fields.flatMap((field) =>
    field.statements.flatMap((statement) => {
      const text = textOf(statement);
      if (!isFront(text)) return [];
      const hit = STORE.exec(text) ?? EDGE.exec(text);
      const at = statement.start + (hit?.index ?? 0);
      const length = hit?.[0].length ?? 0;
      return hit && chosen(field, at, length) ? [quote(field, at, length)] : [];
    }),
  );
}

/** "S3 + CloudFront for the app", "the SPA sits in a bucket", "CloudFront for the SPA": a front end and where its files lie, in one clause. */
function isFront(text: string): boolean {
  if (HOSTED.test(text)) return false;
  return text.split(/;|(?<=\w),\s|(?:->|=>|→)|\b(?:but|while|whereas)\b/).some((clause) => {
    const front = FRONT.test(clause.replace(STORE, "").replace(EDGE, ""));
    const joined =
      STORE.test(clause) &&
      front &&
      !NOT_FRONT.test(clause) &&
      (EDGE.test(clause) ||
        STRONG.test(clause) ||
        /\b(?:from|on|in|for|via|hosted|served?|served from)\b/i.test(clause));
    return joined
      ? /\b(?:static|spas?|single[- ]page|front-?ends?|web ?(?:apps?|ui|client)|site|website|react|vue|angular|svelte|app|portal|landing|docs|console)\b/i.test(
          clause,
        )
      : EDGE.test(clause) && STRONG.test(clause) && !NOT_FRONT.test(clause);
  });
}

function textOf(statement: Statement): string {
  return statement.text.slice(statement.start, statement.end);
}

function chosen(field: ReadField, start: number, length: number): boolean {
  const statement = field.statements.find((item) => item.start <= start && item.end >= start + length);
  return statement !== undefined && statusAt(statement, start, start + length).status === "chosen";
}

function quote(field: ReadField, start: number, length: number): Evidence {
  return { pointer: field.pointer, start, end: start + length, quote: field.text.slice(start, start + length) };
}
