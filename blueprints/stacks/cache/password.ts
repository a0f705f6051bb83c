// In: a cache. Out: a random password in Secrets Manager and the access user that takes it. Never a password in variables, files or plain output.
import { DataAwsSecretsmanagerRandomPassword } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-random-password/index.js";
import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user/index.js";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group/index.js";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret/index.js";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js";
import { Construct } from "constructs";
import type { Cache } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { named } from "../expressions.ts";

/**
 * Everything but what harms others (FLUSHALL, CONFIG, SHUTDOWN, MONITOR, …); of those commands only what clients ask for while they work: INFO (Celery, BullMQ),
 * KEYS and FLUSHDB (clearing a cache in Spring, Django, Laravel), SORT. https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/#command-categories
 */
const ACCESS = "on ~* &* +@all -@dangerous +flushdb +info +keys +sort";

export interface CachePasswordProps {
  readonly prefix: string;
  /** Name of the cache: 40 characters, which is also what users and groups take. */
  readonly name: string;
  readonly engine: "redis" | "valkey";
  readonly key: string;
}

/**
 * The user is called `default`, so that clients that only know a password (Celery, BullMQ, Spring, Rails) log in with it.
 * IAM login would keep the password out of Terraform's state, but its tokens last fifteen minutes and none of these clients renews them;
 * ElastiCache users have no write-only password in provider 5.100. So the state, which is encrypted and which only the plan and apply roles read, holds it.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html (CKV_AWS_31)
 */
export class CachePassword extends Construct {
  readonly userGroupId: string;
  readonly secretArn: string;

  constructor(scope: Construct, cache: Cache, props: CachePasswordProps) {
    super(scope, "password");
    const { prefix, name, engine, key } = props;
    const id = `cache_${label(cache.id)}`;
    const secret = named(
      new SecretsmanagerSecret(this, "secret", {
        name: `${prefix}/cache/${cache.id}`,
        description: `Password of the cache ${cache.id}`,
        kmsKeyId: key,
        recoveryWindowInDays: 30,
      }),
      id,
    );
    annotate(secret, {
      skips: [
        {
          check: "CKV2_AWS_57",
          reason:
            "Tasks read this password when they start; it is rotated by runbook, with both passwords valid meanwhile",
        },
      ],
    });
    const random = named(
      new DataAwsSecretsmanagerRandomPassword(this, "random", {
        // Clients put it into URLs.
        excludePunctuation: true,
        passwordLength: 48,
      }),
      id,
    );
    const version = named(
      new SecretsmanagerSecretVersion(this, "version", {
        secretId: secret.id,
        secretString: random.randomPassword,
        lifecycle: { ignoreChanges: ["secret_string"] },
      }),
      id,
    );
    annotate(version, {
      comment:
        "Random on the first apply, kept from then on. The state holds it: ElastiCache cannot be given a password that Terraform does not know.",
    });
    const user = named(
      new ElasticacheUser(this, "user", {
        userId: name,
        userName: "default",
        engine,
        accessString: ACCESS,
        authenticationMode: { type: "password", passwords: [version.secretString] },
      }),
      id,
    );
    const group = named(
      new ElasticacheUserGroup(this, "user-group", { userGroupId: name, engine, userIds: [user.userId] }),
      id,
    );
    this.userGroupId = group.userGroupId;
    this.secretArn = secret.arn;
  }
}
