// In: nothing. Out: words that tell what part a service plays. Data only.
import type { Kind } from "../../answers/overrides.ts";

export interface RoleEntry {
  readonly kind: Kind;
  /** Certainty, larger wins; added up per kind. */
  readonly weight: number;
  readonly words: RegExp;
}

/** Read in the technology text. */
export const TECHNOLOGY_ROLES: readonly RoleEntry[] = [
  {
    kind: "scheduled",
    weight: 9,
    words:
      /\b(?:celery[- ]?beat|cron ?jobs?|cron|crontab|run on a schedule|scheduled (?:task|job|lambda|function|run)|schedule:run|eventbridge (?:rule|schedule\w*) starts|(?:started|triggered|run) by (?:cloud scheduler|eventbridge|the scheduler|a schedule|cron)|cloud scheduler|quartz|apscheduler|rufus-scheduler|clockwork|whenever|batch job)\b/gi,
  },
  {
    kind: "worker",
    weight: 7,
    words:
      /\b(?:celery|sidekiq|resque|bullmq|bull|rq worker|dramatiq|huey|queue:work|queue:listen|queue:consumers?\S*|horizon|messenger:consume|kafka ?streams|kafka consumer|consumers?|(?<!celery |sidekiq |ec2 |gunicorn |uvicorn |puma |web |\d )workers|(?<!celery |sidekiq |gunicorn |uvicorn )worker\b|background ?service|aws batch|(?:started|triggered|woken|kicked off|fed) by (?:the |a )?(?:[\w-]+ )?(?:queue|messages?|broker)|(?:consumes?|polls?|drains?|listens (?:to|on)|subscribes to|(?:reads?|takes?|pulls?) (?=from|off|messages|jobs)(?:messages |jobs |work )?(?:off )?) ?(?:from )?(?:the |a |an |its |two |all )?(?:[\w-]+ )?(?:sqs|queues?|kafka|rabbitmq|topics?|stream|messages|events)|spring batch|nextflow|triggered by (?:cloud tasks|sqs|s3|sns|events?)|step functions|oban|celery worker|delayed_job|good_job|solid_queue|faktory|flink|spark)\b/gi,
  },
  {
    kind: "static",
    weight: 9,
    words:
      /\b(?:static files?|static build|static export|static site|statically (?:built|generated|exported)|prerendered|pre-rendered|just files|spa|single[- ]page app\w*|ssg|jamstack|files on s3)\b/gi,
  },
  {
    kind: "web",
    weight: 6,
    words:
      /\b(?:ssr|server[- ]side rendered|server[- ]rendered|server[- ]side (?:pages|html|views|templates|rendering)|thymeleaf|jinja2?|blade|erb|razor|livewire|liveview|hotwire|turbo|htmx|jsp|jsf|vaadin|inertia|twig|webforms|blazor server)\b/gi,
  },
  { kind: "api", weight: 9, words: /\b(?:api gateway|http api|function urls?)\b/gi },
  {
    kind: "api",
    weight: 5,
    words:
      /\b(?:rest|graphql|grpc|apollo|(?:http|flask|fastapi|rest|thin|tiny) wrapper|web ?sockets?|minimal api|web api|drf|devise-jwt|openapi|appsync|alb target)\b/gi,
  },
];

/** Read in the purpose. */
export const PURPOSE_ROLES: readonly RoleEntry[] = [
  {
    kind: "api",
    weight: 6,
    words:
      /\b(?:apis?|(?<!health[- ]|health[- ]?check )endpoints?|graphql|grpc|rest|backend|back-end|bff|web ?sockets?|over http|(?:takes|accepts|answers|serves|offers|exposes|collects)\b[^.;]{0,60}?\b(?:over|via|by) https?|internal https?|https? (?:requests?|service|server|interface)|webhook (?:receiver|endpoint)|receives|tokens|gateway)\b/gi,
  },
  {
    kind: "web",
    weight: 5,
    words:
      /\b(?:storefront|store front|web ?sites?|websites?|pages?|portal|ui|user interface|admin (?:panel|console|area|pages)|admin|dashboards?|back office|backoffice|intranet|shop|checkout|web ?app\w*|front-?end|server-rendered|html|screens?|blog|cms|authoring|for (?:staff|editors|teachers|visitors))\b/gi,
  },
  {
    kind: "worker",
    weight: 6,
    words:
      /\b(?:consumes?|consumers?|consuming|from (?:the|a) queue|off the queue|queue|background|sends? (?:e-?)?mails?|sends?|process(?:es|ing)? (?:events|jobs|messages|uploads)|async\w*|listens? to (?:\w+ ){0,2}(?:events|messages|topics?|queues?)|transcod\w+|ingest\w*|listens? to events|jobs|sidekiq|issues? tickets|parses?|downloads?|imports?|exports?|when (?:an? )?(?:objects?|files?) lands?|takes (?:in )?(?:files|messages)|(?:makes|generates|renders|produces) (?:the )?(?:\w+ and )?(?:pdfs?|afp|letters|files|invoices|reports|bills?|documents)|events? from|orchestration)\b/gi,
  },
  {
    kind: "scheduled",
    weight: 9,
    words:
      /\b(?:nightly|periodic(?:ally)?|schedule:run|schedul(?:ed|er)|hourly|(?:every|each) (?:week|working |business )day|every (?:\d+ ?(?:min\w*|h\w*|days?)|minute|hour|day|night|morning|week|month)|each (?:\d+ ?(?:min\w*|h\w*|days?)|night|morning|day|hour)|weekly|monthly|daily|quarterly|once a (?:day|week|month)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues|wednes|thurs|fri|satur|sun)days at|at midnight|every quarter hour|batch run|on (?:work(?:ing )?days|weekdays|business days)|(?:first|second|third|last|1st|\d\d?th) (?:(?:working |business )?day |(?:mon|tues|wednes|thurs|fri|satur|sun)day )?(?:of|in) (?:each|every|the|a) (?:month|quarter|year))\b/gi,
  },
  { kind: "scheduled", weight: 6, words: /\b(?:cron|cron:run|by cron)\b/gi },
  {
    kind: "web",
    weight: 3,
    words:
      /\b(?:editors?|staff|visitors|students|teachers|nurses|doctors|dispatchers|operators|analysts|clerks|librarians)\b/gi,
  },
];

/** Read in the name, split at dashes. */
export const NAME_ROLES: readonly RoleEntry[] = [
  {
    kind: "worker",
    weight: 4,
    words:
      /\b(?:workers?|consumers?|jobs?|queue|processor|listener|subscriber|handler|sender|mailer|sidekiq|celery|ingest\w*|bots?)\b/i,
  },
  {
    kind: "scheduled",
    weight: 6,
    words: /\b(?:cron|beat|scheduler|nightly|cleanup|batch|sync|timer|job-runner|housekeeping|reaper)\b/i,
  },
  { kind: "api", weight: 4, words: /\b(?:api|backend|gateway|bff|server|graphql|grpc|auth)\b/i },
  {
    kind: "worker",
    weight: 3,
    words:
      /\b(?:indexer|extractor|crawler|scraper|parser|importer|exporter|renderer|converter|transcoder|thumbnailer|notifier|resizer|archiver)\b/i,
  },
  { kind: "web", weight: 1, words: /\b(?:web|www)\b/i },
  { kind: "static", weight: 2, words: /\b(?:spa|landing|static)\b/i },
  {
    kind: "web",
    weight: 3,
    words: /\b(?:site|ui|cms|frontend|front|portal|admin|dashboard|storefront|shop|console)\b/i,
  },
];

/** Stores and brokers: something else runs them, a service entry for one is not our code. */
export const STORE_NAMES: readonly string[] = [
  "redis",
  "valkey",
  "memcached",
  "postgres",
  "postgresql",
  "mysql",
  "mariadb",
  "mongodb",
  "mongo",
  "elasticsearch",
  "opensearch",
  "amazon opensearch",
  "amazon opensearch service",
  "opensearch service",
  "solr",
  "meilisearch",
  "typesense",
  "rabbitmq",
  "activemq",
  "kafka",
  "msk",
  "amazon msk",
  "nats",
  "sqs",
  "sns",
  "eventbridge",
  "kinesis",
  "amazon mq",
  "dynamodb",
  "aurora",
  "rds",
  "s3",
  "cloudfront",
  "minio",
  "clickhouse",
  "influxdb",
  "timescaledb",
  "cassandra",
  "neo4j",
  "qdrant",
  "weaviate",
  "milvus",
  "elasticache",
  "redshift",
  "documentdb",
  "neptune",
  "timestream",
  "etcd",
  "zookeeper",
  "cognito",
  "amazon cognito",
  "appsync",
  "amazon connect",
  "amazon ses",
  "ses",
];

/** Programs of others that run as their stock image. `serves` ones stand in the path of requests, with people or callers in front. */
export const STOCK_PROGRAMS: readonly {
  readonly names: readonly string[];
  readonly id: string;
  readonly runtime: "java" | "other" | "python" | "node";
  readonly serves: boolean;
}[] = [
  { names: ["keycloak"], id: "keycloak", runtime: "java", serves: true },
  { names: ["varnish"], id: "varnish", runtime: "other", serves: true },
  { names: ["nginx"], id: "nginx", runtime: "other", serves: true },
  { names: ["haproxy"], id: "haproxy", runtime: "other", serves: true },
  { names: ["traefik"], id: "traefik", runtime: "other", serves: true },
  { names: ["envoy"], id: "envoy", runtime: "other", serves: true },
  { names: ["kong"], id: "kong", runtime: "other", serves: true },
  { names: ["grafana"], id: "grafana", runtime: "other", serves: false },
  { names: ["prometheus"], id: "prometheus", runtime: "other", serves: false },
  { names: ["metabase"], id: "metabase", runtime: "java", serves: false },
  { names: ["superset"], id: "superset", runtime: "python", serves: false },
  { names: ["jaeger"], id: "jaeger", runtime: "other", serves: false },
  { names: ["pgbouncer"], id: "pgbouncer", runtime: "other", serves: false },
  { names: ["mosquitto", "emqx", "hivemq"], id: "mqtt-broker", runtime: "other", serves: false },
  { names: ["clamav"], id: "clamav", runtime: "other", serves: false },
  { names: ["gotenberg"], id: "gotenberg", runtime: "other", serves: false },
  { names: ["imgproxy"], id: "imgproxy", runtime: "other", serves: false },
  { names: ["vault"], id: "vault", runtime: "other", serves: false },
  { names: ["temporal server"], id: "temporal", runtime: "other", serves: false },
];

/** Vendors whose product is the service: nothing of it runs with us. */
export const VENDORS: readonly string[] = [
  "webflow",
  "mailchimp",
  "salesforce",
  "hubspot",
  "zendesk",
  "intercom",
  "shopify",
  "squarespace",
  "wix",
  "contentful",
  "sanity",
  "algolia",
  "auth0",
  "okta",
  "clerk",
  "stripe",
  "adyen",
  "twilio",
  "sendgrid",
  "postmark",
  "klaviyo",
  "segment",
  "mixpanel",
  "databricks",
  "snowflake",
  "docusign",
  "zapier",
  "netlify",
  "vercel",
  "firebase",
  "supabase",
  "mapbox",
  "google maps",
  "orama cloud",
  "retool",
  "airtable",
  "notion",
  "sap",
  "workday",
  "servicenow",
  "braze",
  "mailgun",
  "onesignal",
  "pusher",
  "ably",
  "wordpress.com",
  "confluent cloud",
  "elastic cloud",
  "mongodb atlas",
  "atlas",
  "planetscale",
  "neon",
  "upstash",
  "launchdarkly",
  "prismic",
  "storyblok",
  "jira",
  "freshdesk",
  "power bi",
  "looker",
  "tableau",
];

/** The entry is no program of ours. */
export const NOT_OUR_CODE =
  /\b(?:saas|no code of (?:our|my) own|third[- ]party (?:service|product|saas|api)|(?:fully )?managed (?:service|by (?:the )?vendor)|hosted by (?:the )?vendor|hosted (?:at|by|with|on) (?:wp ?engine|kinsta|pantheon|platform\.sh|acquia|netlify|vercel|github pages|heroku)|vendor (?:runs|hosts|operates) it|we only call it|(?:hosted and operated|operated and hosted|run and hosted|built and hosted|owned and (?:operated|run)) by (?!us\b|our\b)|(?:hosted|run|operated|owned|maintained) by (?:the |an? |our )?(?:[a-z]+ ){0,2}(?:parent (?:group|company)|group|headquarters|hq|customers?|clients?|partners?|suppliers?|\w+ themselves|another (?:team|department|company))|^hosted by (?!us\b|our\b|aws\b|amazon\b|ecs\b|the cluster\b)|belongs to (?!us\b|our\b|the (?:same|core)\b)|on their premises|not (?:part of this stack|our code|ours)|off[- ]the[- ]shelf)\b/gi;

/** "same image": this service runs what another one built. */
export const SAME_IMAGE =
  /\b(?:(?:the )?same (?:docker |container )?(?:image|code ?base|code|container|build|app|artifact|artefact|jar|repo)|shares? (?:its |the |an )?(?:docker |container )?(?:image|code ?base|code)(?: with| of)?|(?:image|code ?base|code) of|reuses? the (?:image|code ?base|code))\b/gi;
