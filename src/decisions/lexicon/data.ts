// In: nothing. Out: words for data stores, caches, queues and file storage, as data: id → ways to write it. Ids with "any-" are general words.
import { compileLexicon } from "../text/lexicon.ts";

export const databaseTerms = compileLexicon("database", {
  postgres:
    "postgres|postgresql|pg|postgre|postgress|postgresq|postgre sql|postgres sql|pgsql|timescaledb|timescale|postgis|cloud sql postgres|azure database for postgresql|neon|supabase|pgvector|psql",
  "rds-postgres":
    "rds postgres|rds postgresql|rds for postgres|rds for postgresql|postgres rds|postgresql rds|postgres on rds|postgresql on rds|amazon rds for postgresql|amazon rds postgresql",
  mysql: "mysql|my sql|percona|cloud sql mysql|azure database for mysql|planetscale",
  "rds-mysql": "rds mysql|rds for mysql|mysql rds|mysql on rds|amazon rds for mysql|amazon rds mysql",
  mariadb: "mariadb|maria db|rds mariadb|rds for mariadb",
  "aurora-postgres":
    "aurora postgres|aurora postgresql|aurora pg|postgres aurora|aurora serverless postgres|aurora serverless v2 postgres|aurora serverless v2 postgresql|aurora serverless postgresql|amazon aurora postgresql|aurora for postgresql|postgres on aurora|postgresql on aurora|aurora postgresql serverless|aurora postgres serverless|aurora dsql",
  "aurora-mysql":
    "aurora mysql|mysql aurora|aurora serverless mysql|aurora serverless v2 mysql|amazon aurora mysql|aurora for mysql|mysql on aurora|aurora mysql serverless",
  aurora:
    "aurora|amazon aurora|aurora serverless|aurora serverless v2|rds aurora|aurora cluster|aurora global database",
  rds: "rds|amazon rds|relational database service",
  dynamodb: "dynamodb|dynamo db|dynamo|ddb|dynamodb streams|dynamodb global tables",
  documentdb: "documentdb|document db|docdb|amazon documentdb",
  mongodb: "mongodb|mongo|mongo db|mongodb atlas|atlas cluster|mongo atlas",
  sqlserver: "sql server|mssql|ms sql|microsoft sql server|azure sql|sqlserver|t sql|rds sql server|rds for sql server",
  oracle: "oracle|oracle db|oracle database|rds for oracle|rds oracle|oracle se2|oracle 19c",
  sqlite: "sqlite|sqlite3|litestream|turso|libsql",
  opensearch:
    "opensearch|open search|elasticsearch|elastic search|amazon opensearch|opensearch serverless|elastic cloud|elasticsearch cluster",
  redshift: "redshift|amazon redshift|redshift serverless",
  timestream: "timestream|amazon timestream",
  neptune: "neptune|amazon neptune",
  firestore: "firestore|cloud firestore|firebase realtime database|datastore mode",
  cassandra: "cassandra|keyspaces|amazon keyspaces|scylladb|scylla",
  clickhouse: "clickhouse|click house|clickhouse cloud",
  influxdb: "influxdb|influx db|influx",
  neo4j: "neo4j|neo 4j|aura db",
  cosmosdb: "cosmosdb|cosmos db|azure cosmos db|cosmos",
  bigquery: "bigquery|big query",
  cockroachdb: "cockroachdb|cockroach db|cockroach",
  "any-database": "database|relational database|sql database|data store|persistence",
  "any-no-database":
    "oracle cloud|oracle linux|oracle java|oracle jdk|atlas search|rds proxy|sql server management studio|atlas terraform|mysql workbench|postgres client|elastic load balancer|elastic beanstalk|elastic ip|opensearch dashboards|oracle apex|aurora borealis|mongo express|postgres compatible|mysql compatible|mongodb compatible|mongo compatible|cassandra compatible",
});

export const cacheTerms = compileLexicon("cache", {
  redis:
    "redis|elasticache redis|elasticache for redis|redis cluster|redis oss|amazon elasticache for redis|memorydb|redis cloud|redislabs|upstash|rediss|redis sentinel|memorystore redis|memorystore for redis|azure cache for redis|keydb",
  valkey: "valkey|elasticache valkey|elasticache for valkey|valkey cluster|memorystore for valkey",
  memcached: "memcached|memcache|elasticache memcached|memcache d",
  dax: "dax|dynamodb accelerator",
  other: "hazelcast|apache ignite|aerospike|infinispan|dragonfly|dragonflydb|momento",
  elasticache: "elasticache|elasti cache|amazon elasticache|memorystore",
  broker: "bullmq|bull mq|sidekiq|resque|bee queue|python rq|laravel horizon",
  "any-cache":
    "cache|caching|server side cache|external cache|shared cache|distributed cache|cache layer|caching layer|cache server|in memory store",
  "any-no-cache":
    "redis compatible|redis protocol|redis insight|http cache|browser cache|browser caching|cdn cache|edge cache|page cache|cache control|cache hit|cache headers|cache busting|no cache|opcache|docker cache|build cache",
});

export const queueTerms = compileLexicon("queue", {
  sqs: "sqs|amazon sqs|aws sqs|simple queue service|sqs fifo|sqs queue|sqs standard|sqs fifo queue",
  sns: "sns|amazon sns|simple notification service|sns topic|sns fifo",
  eventbridge:
    "eventbridge|event bridge|amazon eventbridge|cloudwatch events|eventbridge bus|eventbridge rule|eventbridge pipes",
  rabbitmq: "rabbitmq|rabbit mq|rabbit|amazon mq for rabbitmq|amazon mq rabbitmq|cloudamqp|amazon mq with rabbitmq",
  activemq: "activemq|active mq|amq|amazon mq for activemq|amazon mq activemq|artemis",
  "amazon-mq": "amazon mq|amazonmq|aws mq",
  msk: "msk|amazon msk|managed streaming for kafka|managed streaming for apache kafka|msk serverless|aws msk|msk kafka|kafka on msk|managed kafka on aws",
  kafka: "kafka|apache kafka|confluent|confluent cloud|redpanda|kafka streams|kafka cluster|kafka connect",
  kinesis: "kinesis|kinesis data streams|amazon kinesis|kinesis stream|kinesis data stream",
  redis: "redis streams|redis stream",
  nats: "nats|nats jetstream|jetstream",
  "cloud-tasks": "cloud tasks|google cloud tasks",
  pubsub: "cloud pub sub|google pub sub|gcp pub sub|google cloud pub sub|cloud pubsub|google pubsub",
  "service-bus": "service bus|azure service bus",
  "event-hubs": "event hubs|azure event hubs",
  "any-queue":
    "queue|message queue|message broker|broker|messaging|event bus|message bus|streaming|background queue|queueing|queuing",
  "any-scheduler":
    "eventbridge scheduler|aws scheduler|kinesis video|kinesis firehose|sns sandbox|kinesis data firehose|kinesis data analytics",
});

export const fileTerms = compileLexicon("file", {
  efs: "efs|elastic file system|amazon efs|amazon elastic file system",
  "any-file": "nfs|shared file system|shared filesystem|shared disk|network drive|file share|fsx",
});

export const objectTerms = compileLexicon("object", {
  s3: "s3|amazon s3|aws s3|s3 bucket|simple storage service",
  gcs: "gcs|google cloud storage|cloud storage|cloud storage bucket",
  blob: "azure blob|blob storage|azure blob storage|azure storage account",
  minio: "minio|cloudflare r2|r2 bucket|backblaze|spaces object storage|wasabi",
  bucket: "bucket|object storage|object store|blob store|blob storage bucket",
  "any-no-object":
    "s3 compatible|s3 endpoint|s3 vpc endpoint|leaky bucket|token bucket|s3 gateway endpoint|backend s3|s3 backend",
});
