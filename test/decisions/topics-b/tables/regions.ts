// In: nothing. Out: sentences with the regions a careful reader takes from them. Written before the code they test.

export interface RegionCase {
  /** "section.field" → text. A plain string goes to the hosting field. */
  readonly say: string | Readonly<Record<string, string>>;
  readonly want: readonly string[];
  readonly source?: "stated" | "inferred" | "default";
}

export const REGION_CASES: readonly RegionCase[] = [
  {
    say: "AWS, Fargate on ECS, Oregon. I know LA is closer to us-west-1, but it's pricier and missing half the stuff.",
    want: ["us-west-2"],
  },
  { say: "everything in Ohio, since us-east-1 scares me", want: ["us-east-2"] },
  { say: "AWS Ireland, because eu-west-1 is closest to us", want: ["eu-west-1"] },
  { say: "ECS on Fargate, and because us-east-2 is cheap there, we took it.", want: ["us-east-2"] },
  { say: "Frankfurt. eu-central-2 is too expensive.", want: ["eu-central-1"] },
  { say: "us-west-1, closer to our users than Oregon", want: ["us-west-1"] },
  { say: "AWS Frankfurt, nothing leaves Germany.", want: ["eu-central-1"], source: "stated" },
  { say: "Primary in Dublin, warm standby in London.", want: ["eu-west-1", "eu-west-2"] },
  { say: "us-west-2, zones us-west-2a to us-west-2c", want: ["us-west-2"] },
  { say: "ap-southeast-2 (Sydney), DR in ap-southeast-4", want: ["ap-southeast-2", "ap-southeast-4"] },
  { say: "Mumbai region", want: ["ap-south-1"] },
  { say: "Currently eu-west-1. We plan to add us-east-1 next year.", want: ["eu-west-1"] },
  { say: "Everything runs in Ohio; we left us-east-1 after the 2021 outage.", want: ["us-east-2"] },
  {
    say: { "security.encryption": "GDPR: personal data must stay in the EU" },
    want: ["eu-central-1"],
    source: "inferred",
  },
  { say: "AWS, ECS Fargate", want: ["us-east-1"], source: "default" },
  { say: "N. Virginia for everything, certificates included", want: ["us-east-1"], source: "stated" },
  { say: "São Paulo, latency for the tills matters", want: ["sa-east-1"] },
  { say: "AWS GovCloud West", want: ["us-gov-west-1"] },
  { say: "eu-north-1, power is cheap there. The team sits in Paris.", want: ["eu-north-1"] },
  { say: "AWS Ireland (eu-west-1)", want: ["eu-west-1"] },
  {
    say: {
      "infrastructure.hosting_strategy": "AWS Ireland",
      "reliability.disaster_recovery": "Pilot light in Stockholm.",
    },
    want: ["eu-west-1", "eu-north-1"],
  },
  { say: "eu-west-1 and not us-east-1, we were burnt there", want: ["eu-west-1"] },
  {
    say: "us-east-1 holds the CloudFront certificate, everything else is in eu-south-1",
    want: ["eu-south-1", "us-east-1"],
  },
  { say: "EU-CENTRAL-1", want: ["eu-central-1"] },
  { say: "eu-west1, three AZs", want: ["eu-west-1"] },
  { say: "GCP, europe-west4", want: ["europe-west4"] },
  {
    say: {
      "data_architecture.backup_strategy": "Snapshots copied to us-west-2 weekly",
      "infrastructure.hosting_strategy": "ECS in us-east-1",
    },
    want: ["us-east-1", "us-west-2"],
  },
  {
    say: { "security.encryption": "data residency: EU only", "infrastructure.hosting_strategy": "us-east-1 for now" },
    want: ["us-east-1"],
  },
  { say: "We are a London-based insurer, hosted in eu-west-1", want: ["eu-west-1"] },
  { say: "Hosted in the Montreal region because of PIPEDA", want: ["ca-central-1"] },
  { say: "Singapore for Asia, Oregon for the Americas", want: ["ap-southeast-1", "us-west-2"] },
  { say: "Zurich (the bank insists on Switzerland)", want: ["eu-central-2"] },
  {
    say: { "overall_architecture.data_flow": "phone -> CloudFront -> ALB in eu-west-3 -> Go API" },
    want: ["eu-west-3"],
  },
  { say: "AWS, region Milan", want: ["eu-south-1"] },
  // A second batch, written when the code stood.
  { say: "Hosted at AWS in Germany for data protection reasons", want: ["eu-central-1"] },
  { say: "AWS Tokyo (ap-northeast-1), Osaka as disaster recovery site", want: ["ap-northeast-1", "ap-northeast-3"] },
  { say: "Our clients are in London and Paris; everything runs out of eu-west-1.", want: ["eu-west-1"] },
  { say: "us-east-1 today, eu-central-1 planned for the European launch", want: ["us-east-1"] },
  { say: "two regions, active in us-east-2 and cold in us-west-2", want: ["us-east-2", "us-west-2"] },
  { say: "Cape Town. Nothing else has acceptable latency.", want: ["af-south-1"] },
  {
    say: { "infrastructure.hosting_strategy": "ECS Fargate", "infrastructure.containerization": "ECR in ca-central-1" },
    want: ["ca-central-1"],
  },
  {
    say: {
      "infrastructure.hosting_strategy": "ECS Fargate",
      "security.encryption": "All data must remain within the European Union.",
    },
    want: ["eu-central-1"],
  },
  { say: "anything but us-east-1; we took us-east-2", want: ["us-east-2"] },
  { say: "Seoul region with CloudFront; ACM cert sits in us-east-1", want: ["ap-northeast-2", "us-east-1"] },
  // A third batch.
  { say: "On premises in Lyon until March; AWS Paris since then", want: ["eu-west-3"] },
  { say: "AWS, Sydney primary, Melbourne for DR only", want: ["ap-southeast-2", "ap-southeast-4"] },
  { say: "us-west-2 (we looked at us-east-1 and found it too risky)", want: ["us-west-2"] },
  { say: "eu-west-2a and eu-west-2b", want: ["eu-west-2"] },
  { say: "Fargate, Bahrain region, the regulator demands it", want: ["me-south-1"] },
  {
    say: {
      "infrastructure.hosting_strategy": "AWS",
      "reliability.disaster_recovery": "Failover to eu-west-1 from eu-north-1 by hand",
    },
    want: ["eu-north-1", "eu-west-1"],
  },
  { say: "We serve Spain, Portugal and Italy from Milan.", want: ["eu-south-1"] },
  // A fourth batch, from whole documents.
  { say: "aws, fargate, frankfurt", want: ["eu-central-1"] },
];
