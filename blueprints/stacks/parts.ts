// In: what stack blueprints have built. Out: typed references for the blueprints after them, in registry order. Never resolves a token.
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import type { Id } from "../../src/architecture/model.ts";

/** Strings are Terraform references ("${…}") unless said otherwise. */
export interface StackParts {
  /** Names, account and regions. `prefix` is "<project>-<environment>", for names that people see. */
  foundation: {
    readonly prefix: string;
    readonly environment: string;
    readonly region: string;
    readonly accountId: string;
    readonly partition: string;
    /** For CloudFront certificates and firewalls; undefined when nothing needs it. */
    readonly usEast1: AwsProvider | undefined;
    /** Second region for copies; undefined when nothing goes there. */
    readonly dr: AwsProvider | undefined;
  };
  /** One customer-managed key per data domain. Values are key ARNs. */
  keys: {
    readonly data: string;
    readonly logs: string;
    readonly messaging: string;
    readonly secrets: string;
    readonly backup: string;
  };
  network: {
    readonly vpcId: string;
    readonly vpcCidr: string;
    /** Lists of subnet ids over all zones (Terraform list expressions). */
    readonly publicSubnetIds: string[];
    readonly privateSubnetIds: string[];
    readonly isolatedSubnetIds: string[];
    /** Security group of the interface endpoints; tasks get an egress rule to it. Undefined without endpoints. */
    readonly endpointSecurityGroupId: string | undefined;
    readonly s3PrefixListId: string;
  };
  /** Topic for alarms. */
  alarms: {
    readonly topicArn: string;
    /** The same, after its policy: for services that try the topic when they are told of it. */
    readonly admittingTopicArn: string;
  };
  logs: { readonly retentionDays: number };
  /** By secret id: ARN in Secrets Manager or SSM. */
  secrets: ReadonlyMap<Id, { readonly arn: string }>;
  databases: ReadonlyMap<
    Id,
    {
      readonly host: string;
      readonly readerHost: string;
      readonly port: string;
      readonly name: string;
      /** Managed secret with JSON keys `username` and `password`. */
      readonly secretArn: string;
      readonly securityGroupId: string;
      /** ARN for AWS Backup; identifier for metrics; "instance" or "cluster" says which kind of dimension. */
      readonly arn: string;
      readonly identifier: string;
      readonly shape: "instance" | "cluster";
      readonly subnetGroupName: string;
    }
  >;
  caches: ReadonlyMap<
    Id,
    {
      readonly host: string;
      readonly port: string;
      readonly securityGroupId: string;
      readonly passwordSecretArn: string | undefined;
      readonly identifier: string;
    }
  >;
  buckets: ReadonlyMap<Id, { readonly arn: string; readonly name: string }>;
  /** Bucket for access logs of load balancer and buckets (SSE-S3: load balancers cannot write to KMS-encrypted ones). */
  logBucket: { readonly name: string; readonly arn: string };
  fileSystems: ReadonlyMap<
    Id,
    {
      readonly id: string;
      readonly arn: string;
      readonly accessPointId: string;
      readonly accessPointArn: string;
      readonly securityGroupId: string;
    }
  >;
  queues: ReadonlyMap<
    Id,
    { readonly url: string; readonly arn: string; readonly name: string; readonly deadLetterName: string }
  >;
  topics: ReadonlyMap<Id, { readonly arn: string }>;
  buses: ReadonlyMap<Id, { readonly arn: string; readonly name: string }>;
  cluster: { readonly arn: string; readonly name: string; readonly namespaceArn: string };
  services: ReadonlyMap<
    Id,
    {
      readonly securityGroupId: string;
      readonly serviceName: string | undefined;
      readonly targetGroupSuffix: string | undefined;
      readonly logGroupName: string;
      readonly taskRoleName: string;
    }
  >;
  /** Undefined part when there is no load balancer. */
  loadBalancer: {
    readonly arn: string;
    readonly arnSuffix: string;
    readonly dnsName: string;
    readonly zoneId: string;
    readonly httpsListenerArn: string;
    readonly securityGroupId: string;
  };
}

/** The registry: reading a part before its blueprint ran is a bug in the registry's order. */
export class Parts {
  private readonly entries = new Map<keyof StackParts, unknown>();

  set<K extends keyof StackParts>(name: K, part: StackParts[K]): void {
    if (this.entries.has(name)) throw new Error(`stack part "${name}" is set twice`);
    this.entries.set(name, part);
  }

  has(name: keyof StackParts): boolean {
    return this.entries.has(name);
  }

  get<K extends keyof StackParts>(name: K): StackParts[K] {
    const part = this.entries.get(name);
    if (part === undefined) throw new Error(`stack part "${name}" is read before its blueprint ran`);
    return part as StackParts[K];
  }
}
