// In: nothing. Out: words for the edge, sign-in, secrets, monitoring, infrastructure tools and pipelines, as data. Ids with "any-" are general words.
import { compileLexicon } from "../text/lexicon.ts";

export const cdnTerms = compileLexicon("cdn", {
  cloudfront: "cloudfront|cloud front|amazon cloudfront|aws cloudfront",
  "cloud-cdn": "cloud cdn|google cloud cdn",
  "azure-cdn": "front door|azure front door|azure cdn",
  fastly: "fastly",
  cloudflare: "cloudflare|cloud flare",
  akamai: "akamai",
  other: "bunny cdn|bunnycdn|keycdn|cdn77|imperva cdn|stackpath",
  cdn: "cdn|content delivery network|edge cache|edge caching",
});

export const wafTerms = compileLexicon("waf", {
  "aws-waf": "waf|aws waf|wafv2|web application firewall|aws wafv2|waf rules|waf web acl|waf acl|managed rule set",
  "cloud-armor": "cloud armor|google cloud armor",
  "azure-waf": "azure waf|application gateway waf|front door waf",
  fastly: "fastly waf|fastly next gen waf|signal sciences",
  cloudflare:
    "cloudflare waf|waf at cloudflare|waf from cloudflare|waf by cloudflare|cloudflare with waf|waf on cloudflare|waf in cloudflare",
  other: "modsecurity|mod security|imperva|akamai kona|akamai waf|f5 waf|barracuda waf|sucuri|coraza",
});

export const socketTerms = compileLexicon("socket", {
  websockets:
    "websocket|web socket|websocket api|websocket connection|wss|socket io|signalr|actioncable|action cable|phoenix channels|laravel reverb|laravel echo|stomp over websocket|ws connection|django channels|appsync subscriptions|graphql subscriptions|phoenix liveview|liveview",
});

export const authTerms = compileLexicon("auth", {
  cognito: "cognito|amazon cognito|aws cognito|cognito user pool|cognito hosted ui",
  auth0: "auth0|auth 0",
  okta: "okta",
  keycloak: "keycloak|key cloak|rhsso|red hat sso",
  "entra-id":
    "entra|entra id|microsoft entra|azure ad|azure active directory|aad|microsoft 365 login|entraid|azure ad b2c|office 365 login",
  firebase: "firebase auth|firebase authentication|identity platform",
  clerk: "clerk|clerk dev|clerk com",
  github:
    "github oauth|github login|sign in with github|login with github|github sign in|log in with github|github account|github sso|github as identity provider",
  "own-strong":
    "devise|drupal accounts|drupal users|drupal login|drupal user accounts|wordpress accounts|joomla accounts|sanctum|laravel auth|laravel passport|laravel fortify|laravel breeze|django auth|django allauth|allauth|django sessions|django login|simplejwt|own jwt|own jwts|own session|own login|own user table|own users table|own accounts|own auth|own oauth2|own oauth|own identity provider|own idp|own oidc provider|own session tokens|passport js|passportjs|lucia|nextauth|next auth|auth js|better auth|asp net identity|identityserver|duende|spring security|flask login|home grown|homegrown|in house auth|self built login|magento customer|customer accounts|user table|users table|rodauth|authlogic|magic link|magic links|bcrypt|argon2|argon2id|passport local|phx gen auth|guardian|wordpress login|own credentials|custom auth|custom jwt|self issued jwt|ory kratos|supertokens|authelia",
  "own-weak":
    "email and password|login with e mail|login with email|e mail login|email login|log in with email|sms login|phone number|e mail and password|email password|e mail password|email + password|e mail + password|username and password|username password|user name and password|username + password|session cookie|session cookies|sessions|jwt|jwts|json web token|password login|passwords|passkeys|webauthn|one time code|otp login|pin code|sms code|cookie session|server side sessions|api keys only|password",
  "oidc-named":
    "google workspace|google login|google sign in|sign in with google|google sso|google oauth|google accounts|onelogin|ping identity|pingfederate|shibboleth|adfs|surfconext|login gov|digid|itsme|eherkenning|bankid|franceconnect|workos|stytch|fusionauth|zitadel|authentik|gitlab oauth|apple id|authkit|jumpcloud|google oidc|university sso|corporate sso|company sso|company idp|corporate idp|iam identity center|aws sso|descope|dex|hydra",
  "oidc-weak":
    "oidc|openid connect|open id connect|openid|saml|sso|single sign on|idp|identity provider|external idp|oauth2 provider",
  "any-login": "users|end users|login|logins|authentication|auth|sign in|accounts|user accounts|logged in users",
});

export const secretTerms = compileLexicon("secret", {
  "secrets-manager": "secrets manager|aws secrets manager|amazon secrets manager|secretsmanager|asm secrets",
  ssm: "parameter store|ssm|ssm parameter store|systems manager parameter store|ssm parameters|aws systems manager parameter store|securestring|ssm securestring|secure string",
  vault: "hashicorp vault|vault|hcp vault|openbao",
  doppler: "doppler",
  "key-vault": "key vault|azure key vault|keyvault",
  "gcp-secret-manager": "google secret manager|gcp secret manager|google cloud secret manager",
  "secret-manager": "secret manager|aws secret manager",
  other:
    "infisical|1password secrets|1password connect|sealed secrets|sops|akeyless|conjur|cyberark|chamber secrets|git crypt|berglas",
  "any-no-secret":
    "backup vault|aws backup vault|vault lock|ssm session manager|ssm agent|session manager|obsidian vault|ssm run command|ssm documents|data vault|ssm shell|ssm for shell|ssm access",
});

/** Chat in which people read alarms, by the name that they know it by. */
export const CHANNELS: Readonly<Record<string, string>> = {
  slack: "Slack",
  teams: "Microsoft Teams",
  discord: "Discord",
  mattermost: "Mattermost",
  "google-chat": "Google Chat",
};

export const channelTerms = compileLexicon("alarm channel", {
  slack: "slack|slack channel|slack channels",
  teams: "microsoft teams|ms teams|teams channel",
  discord: "discord",
  mattermost: "mattermost",
  "google-chat": "google chat",
});

export const monitoringTerms = compileLexicon("monitoring", {
  cloudwatch:
    "cloudwatch|cloud watch|amazon cloudwatch|aws cloudwatch|container insights|cloudwatch logs|cloudwatch alarms|cw logs|cw alarms",
  datadog: "datadog|data dog",
  prometheus: "prometheus|amp prometheus|amazon managed prometheus|managed service for prometheus|prom|alertmanager",
  grafana: "grafana|graphana|amazon managed grafana|grafana cloud",
  "new-relic": "new relic|newrelic",
  sentry: "sentry",
  elk: "elk|elk stack|kibana|logstash|elastic stack|elastic apm|efk|filebeat|metricbeat",
  opentelemetry: "opentelemetry|open telemetry|otel|adot|otlp|aws distro for opentelemetry",
  splunk: "splunk",
  pagerduty: "pagerduty|pager duty",
  honeybadger: "honeybadger|honey badger",
  dynatrace: "dynatrace",
  honeycomb: "honeycomb",
  "gcp-monitoring":
    "cloud monitoring|cloud logging|cloud trace|stackdriver|google cloud monitoring|google error reporting|google cloud operations",
  "azure-monitor": "azure monitor|application insights|app insights|log analytics workspace|azure log analytics",
  rollbar: "rollbar",
  bugsnag: "bugsnag",
  opsgenie: "opsgenie|ops genie",
  zabbix: "zabbix",
  statuscake: "statuscake|status cake",
  pingdom: "pingdom",
  uptimerobot: "uptimerobot|uptime robot",
  nagios: "nagios",
  appsignal: "appsignal",
  papertrail: "papertrail",
  loki: "loki",
  jaeger: "jaeger",
  "any-monitoring": "monitoring|alerting|observability",
});

export const iacTerms = compileLexicon("iac", {
  terraform: "terraform|terraform cloud|terragrunt|hcl|hashicorp terraform|terraform enterprise|spacelift|atlantis",
  opentofu: "opentofu|open tofu|tofu",
  cdktf: "cdktf|cdk for terraform|cdk tf|terraform cdk|cdk terrain|cdktn",
  "aws-cdk": "aws cdk|cdk|cloud development kit|cdk v2|cdk stacks|aws cloud development kit|cdk typescript|sst",
  cloudformation:
    "cloudformation|cloud formation|cfn|aws sam|sam template|sam templates|sam cli|serverless application model|sam",
  pulumi: "pulumi",
  other:
    "ansible|bicep|arm templates|chef|puppet|crossplane|serverless framework|saltstack|deployment manager|config connector|kustomize for infrastructure",
  console:
    "console|click ops|clickops|by hand|manually|clicked together|aws console|web console|gui|eb cli|ebextensions|bash scripts|shell scripts",
});

export const ciTerms = compileLexicon("ci", {
  "github-actions":
    "github actions|github action|gh actions|gha|github workflows|github workflow|github ci|actions workflow|actions workflows",
  "gitlab-ci":
    "gitlab ci|gitlab ci cd|gitlab pipeline|gitlab pipelines|gitlab runner|gitlab runners|gitlab cicd|gitlabci",
  circleci: "circleci|circle ci",
  bitbucket: "bitbucket pipelines|bitbucket pipeline",
  jenkins: "jenkins|jenkinsfile",
  "azure-pipelines": "azure pipelines|azure devops pipelines|azure pipeline|azure devops|ado pipelines|vsts|azdo",
  buildkite: "buildkite|build kite",
  "host-github": "github|github enterprise|github com",
  "host-gitlab": "gitlab|gitlab com|gitlab self managed",
  "host-bitbucket": "bitbucket|bitbucket cloud",
  elsewhere:
    "codepipeline|code pipeline|codebuild|code build|aws codepipeline|travis|travis ci|teamcity|drone ci|concourse|semaphore ci|woodpecker|gitea actions|codefresh|harness|cloud build|google cloud build|bamboo|tekton|forgejo actions|dagger",
  "any-ci": "ci|ci cd|cicd|continuous integration|pipelines|pipeline",
});
