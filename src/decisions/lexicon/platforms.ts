// In: nothing. Out: words for clouds and for what runs code, as data: id → ways to write it. Ids with "any-" are general words.
import { compileLexicon } from "../text/lexicon.ts";

/** Clouds and hosts by name. Services that exist on one cloud only stand in `CLOUD_OF_COMPUTE`. */
export const cloudTerms = compileLexicon("cloud", {
  aws: "aws|amazon web services|amazon cloud",
  gcp: "gcp|google cloud|google cloud platform",
  azure: "azure|microsoft azure|ms azure",
  onprem:
    "on prem|on premise|on premises|onprem|bare metal|own data center|own data centre|own datacenter|own servers|own hardware|own racks|server room|colocation|colo|vmware|openstack|proxmox",
  other:
    "hetzner|digitalocean|digital ocean|linode|ovh|ovhcloud|heroku|fly io|vultr|scaleway|oracle cloud|alibaba cloud|aliyun|ibm cloud|exoscale|netlify|vercel|railway app|render com|cloudways|stackit|ionos|infomaniak|upcloud|civo|tencent cloud",
  "not-a-cloud":
    "azure devops|azure pipelines|azure repos|azure ad|azure active directory|azure boards|azure entra|aws marketplace|google cloud identity|aws sdk|aws cli|aws certified|aws partner|azure openai|cdktf provider aws|vmware tools",
});

export const computeTerms = compileLexicon("compute", {
  "ecs-fargate":
    "fargate|ecs fargate|ecs on fargate|aws fargate|ecs with fargate|fargate on ecs|fargate tasks|fargate spot|ecs fargate spot|ecs express mode",
  "ecs-ec2":
    "ecs on ec2|ecs ec2|ecs with ec2|ecs backed by ec2|ecs cluster on ec2|ecs anywhere|ec2 launch type|ec2 backed ecs|ec2 capacity provider|ecs managed instances",
  ecs: "ecs|elastic container service|amazon ecs|aws ecs",
  eks: "eks|amazon eks|aws eks|elastic kubernetes service|eks auto mode",
  kubernetes: "kubernetes|k8s|kube|helm chart|k3s|openshift|rancher|kubernetes cluster",
  "eks-fargate": "eks on fargate|eks fargate|fargate profile|fargate for eks|eks with fargate",
  lambda: "lambda|aws lambda|lambda function|amazon lambda",
  ec2: "ec2|ec2 instance|amazon ec2|ec2 auto scaling|ec2 auto scaling group|ec2 autoscaling group|auto scaling group|autoscaling group|asg|ec2 box|ec2 vm",
  "app-runner": "app runner|aws app runner|apprunner",
  "elastic-beanstalk": "elastic beanstalk|beanstalk|aws elastic beanstalk|elasticbeanstalk",
  lightsail: "lightsail|amazon lightsail",
  batch: "aws batch|amazon batch|batch on fargate",
  "cloud-run": "cloud run|google cloud run|cloudrun",
  gke: "gke|google kubernetes engine|gke autopilot",
  aks: "aks|azure kubernetes service",
  "container-apps": "azure container apps|container apps|container app|aca",
  other:
    "gamelift|nomad|docker swarm|swarm mode|app engine|google app engine|gae|cloud functions|azure functions|azure app service|app service plan|compute engine|gce|heroku dynos|bare metal|fly machines|cloudflare workers|vmware|proxmox",
  "any-kubernetes": "helm|karpenter|argocd|hpa|pod|node group",
  "any-edge":
    "lambda edge|lambda at edge|lambda architecture|lambda expressions|lambda calculus|lambda insights|bastion|ec2 image builder|ecs exec",
  "any-serverless": "serverless|faas",
  "any-static":
    "static site|static website|static web app|static build|static files|static html|static export|static frontend|static front end|static hosting|static bundle|prerendered|spa|single page app|single page application|jamstack|static pages|static assets bundle|amplify hosting|static spa|statically exported|static bucket",
});

/** The cloud that a kind of compute or a service exists on. */
export const CLOUD_OF_COMPUTE: Readonly<Record<string, "aws" | "gcp" | "azure">> = {
  "ecs-fargate": "aws",
  "ecs-ec2": "aws",
  ecs: "aws",
  eks: "aws",
  "eks-fargate": "aws",
  lambda: "aws",
  ec2: "aws",
  "app-runner": "aws",
  "elastic-beanstalk": "aws",
  lightsail: "aws",
  batch: "aws",
  "cloud-run": "gcp",
  gke: "gcp",
  aks: "azure",
  "container-apps": "azure",
};

/** Services of one cloud that are no compute: they imply their cloud where no cloud is named. */
export const cloudHints = compileLexicon("cloud hints", {
  aws: "rds|aurora|dynamodb|s3|sqs|sns|cloudfront|elasticache|cloudwatch|cognito|eventbridge|route 53|step functions|ecr|efs|kinesis|documentdb|alb|secrets manager|parameter store",
  gcp: "cloud sql|firestore|bigquery|memorystore|cloud tasks|cloud armor|cloud cdn|gcs|google cloud storage|artifact registry|cloud spanner|cloud functions|app engine|compute engine",
  azure:
    "cosmos db|azure sql|service bus|blob storage|application insights|front door|key vault|azure functions|azure app service|app service",
});
