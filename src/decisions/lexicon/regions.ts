// In: nothing. Out: regions of AWS with the places people call them by, and the words around a place that make it no region. Data only.

export interface RegionEntry {
  readonly code: string;
  /** Place names, lower case. The first is the one that AWS uses. */
  readonly places: readonly string[];
}

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const REGIONS: readonly RegionEntry[] = [
  { code: "us-east-1", places: ["n. virginia", "northern virginia", "north virginia", "virginia"] },
  { code: "us-east-2", places: ["ohio", "columbus"] },
  {
    code: "us-west-1",
    places: ["n. california", "northern california", "north california", "california", "san francisco"],
  },
  { code: "us-west-2", places: ["oregon", "portland"] },
  { code: "ca-central-1", places: ["canada central", "montreal", "montréal", "canada", "quebec", "québec"] },
  { code: "ca-west-1", places: ["calgary", "canada west"] },
  { code: "mx-central-1", places: ["mexico central", "querétaro", "queretaro", "mexico"] },
  { code: "sa-east-1", places: ["são paulo", "sao paulo", "brazil", "brasil"] },
  { code: "eu-west-1", places: ["ireland", "dublin", "eire"] },
  { code: "eu-west-2", places: ["london", "england", "united kingdom", "uk"] },
  { code: "eu-west-3", places: ["paris", "france"] },
  { code: "eu-central-1", places: ["frankfurt", "germany", "frankfurt am main"] },
  { code: "eu-central-2", places: ["zurich", "zürich", "switzerland"] },
  { code: "eu-north-1", places: ["stockholm", "sweden"] },
  { code: "eu-south-1", places: ["milan", "milano", "italy"] },
  { code: "eu-south-2", places: ["spain", "aragon", "aragón", "zaragoza"] },
  { code: "eusc-de-east-1", places: ["european sovereign cloud", "brandenburg"] },
  { code: "il-central-1", places: ["tel aviv", "israel"] },
  { code: "me-south-1", places: ["bahrain"] },
  { code: "me-central-1", places: ["uae", "united arab emirates", "dubai"] },
  { code: "af-south-1", places: ["cape town", "south africa"] },
  { code: "ap-south-1", places: ["mumbai", "india"] },
  { code: "ap-south-2", places: ["hyderabad"] },
  { code: "ap-southeast-1", places: ["singapore"] },
  { code: "ap-southeast-2", places: ["sydney", "australia"] },
  { code: "ap-southeast-3", places: ["jakarta", "indonesia"] },
  { code: "ap-southeast-4", places: ["melbourne"] },
  { code: "ap-southeast-5", places: ["malaysia", "kuala lumpur"] },
  { code: "ap-southeast-6", places: ["new zealand", "auckland"] },
  { code: "ap-southeast-7", places: ["thailand", "bangkok"] },
  { code: "ap-northeast-1", places: ["tokyo", "japan"] },
  { code: "ap-northeast-2", places: ["seoul", "south korea", "korea"] },
  { code: "ap-northeast-3", places: ["osaka"] },
  { code: "ap-east-1", places: ["hong kong"] },
  { code: "ap-east-2", places: ["taipei", "taiwan"] },
  { code: "cn-north-1", places: ["beijing"] },
  { code: "cn-northwest-1", places: ["ningxia"] },
  { code: "us-gov-west-1", places: ["govcloud west", "govcloud us-west", "govcloud (us-west)", "govcloud"] },
  { code: "us-gov-east-1", places: ["govcloud east", "govcloud us-east", "govcloud (us-east)"] },
];

/** Airports by which engineers call a region, behind "aws" only. */
export const AIRPORTS: Readonly<Record<string, string>> = {
  iad: "us-east-1",
  cmh: "us-east-2",
  sfo: "us-west-1",
  pdx: "us-west-2",
  yul: "ca-central-1",
  gru: "sa-east-1",
  dub: "eu-west-1",
  lhr: "eu-west-2",
  cdg: "eu-west-3",
  fra: "eu-central-1",
  zrh: "eu-central-2",
  arn: "eu-north-1",
  mxp: "eu-south-1",
  bom: "ap-south-1",
  sin: "ap-southeast-1",
  syd: "ap-southeast-2",
  nrt: "ap-northeast-1",
  icn: "ap-northeast-2",
  hkg: "ap-east-1",
};

/** Region names of Azure as its pages print them; the code is the same without spaces. */
export const AZURE_REGIONS: readonly string[] = (
  "West Europe|North Europe|UK South|UK West|France Central|Germany West Central|Switzerland North|Norway East|Sweden Central|Italy North|" +
  "Poland Central|Spain Central|East US 2|East US|North Central US|South Central US|Central US|West US 3|West US 2|West US|Canada Central|" +
  "Canada East|Brazil South|Australia East|Southeast Asia|East Asia|Japan East|Korea Central|Central India|South Africa North|UAE North"
).split("|");

/** The place is where people sit, or a side remark: what follows or precedes it within its clause. */
export const PLACE_IS_PEOPLE =
  /\b(?:teams?|offices?|customers?|clients?|users?|visitors?|staff|colleagues|developers?|engineers?|founders?|audience|shoppers?|patients?|headquarters?|hq|headquartered|company|based|branch(?:es)?|citizens?|readers?|agents?|market|serve|serves|serving|holidays?|timezone|time)\b/i;

/** The clause talks about where the system runs. */
export const PLACE_IS_REGION =
  /\b(?:aws|amazon|regions?|hosted|hosting|runs?|running|deployed|deploy|primary|secondary|standby|stand-by|dr|failover|fail-over|fails? over|data ?cent(?:er|re)s?|pilot light|replica(?:s|ted?|tes)?|cop(?:y|ies|ied)|restored?|backups?|located|resides?|lives?|stays?|everything|active|passive|disaster|recovery|sites?)\b/i;

/** A second site: its regions come after the primary. */
export const SECOND_SITE =
  /\b(?:dr|disaster|standby|stand-by|secondary|second region|fail-?over|fails? over|pilot light|passive|copy|copies|copied|replicat\w+|replica|backups?|backed up|restored?|recovery|warm)\b/i;

/** A region that only holds what CloudFront asks for there. */
export const CERTIFICATE_SITE = /\b(?:certs?|certificates?|acm)\b/i;

/** The law asks for the European Union. */
export const EU_RESIDENCY =
  /\b(?:gdpr|dsgvo|rgpd|avg-wet|schrems|eu[- ](?:only|residen\w+|data|hosted)|(?:data|stay|stays|kept|stored|remain|remains|reside|resides|residency|hosted|processed|leave|leaves)\b[^.;]{0,40}\b(?:eu|europe|european union|eea)|(?:eu|european|eea) (?:data|regions?|hosting|citizens))\b/gi;
