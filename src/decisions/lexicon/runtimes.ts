// In: nothing. Out: languages, frameworks and package managers with the runtime they imply. Data only.
import type { Runtime } from "../../answers/overrides.ts";

export interface LanguageEntry {
  readonly runtime: Runtime;
  /** Lower case. */
  readonly names: readonly string[];
  /** The number after the name is not the version of the runtime ("Kotlin 2.0" says nothing of the JDK). */
  readonly dialect?: boolean;
}

export const LANGUAGES: readonly LanguageEntry[] = [
  { runtime: "node", names: ["node.js", "nodejs", "node js", "node"] },
  { runtime: "node", names: ["typescript", "javascript", "ts-node"], dialect: true },
  { runtime: "python", names: ["python3", "python", "cpython", "py"] },
  { runtime: "go", names: ["golang", "go"] },
  { runtime: "java", names: ["java", "openjdk", "jdk", "jre", "corretto", "temurin"] },
  { runtime: "java", names: ["kotlin", "scala", "groovy", "clojure", "jvm"], dialect: true },
  { runtime: "dotnet", names: [".net core", ".net", "dotnet core", "dotnet"] },
  { runtime: "dotnet", names: ["c#", "f#", "csharp", "vb.net"], dialect: true },
  { runtime: "ruby", names: ["ruby", "jruby"] },
  { runtime: "php", names: ["php-fpm", "php"] },
  { runtime: "rust", names: ["rust"] },
  { runtime: "elixir", names: ["elixir"] },
  { runtime: "elixir", names: ["erlang", "otp", "gleam"], dialect: true },
  {
    runtime: "other",
    names: [
      "deno",
      "bun",
      "c++",
      "c++17",
      "c++20",
      "c++23",
      "cpp",
      "swift",
      "vapor",
      "haskell",
      "perl",
      "r shiny",
      "shiny",
      "julia",
      "dart",
      "crystal",
      "ocaml",
      "nim",
      "zig",
      "cobol",
      "lua",
      "openresty",
      "fortran",
      "delphi",
      "nextflow",
      "matlab",
      "coldfusion",
      "lucee",
    ],
  },
];

/** What the framework is for when nothing else speaks. */
export type FrameworkRole = "api" | "web" | "either" | "static" | "worker" | "library";

export interface FrameworkEntry {
  readonly id: string;
  readonly names: readonly string[];
  readonly runtime: Runtime;
  readonly role: FrameworkRole;
  /** Also an everyday word: needs a language, a version or another framework beside it. */
  readonly everyday?: boolean;
}

export const FRAMEWORKS: readonly FrameworkEntry[] = [
  { id: "express", names: ["express.js", "expressjs", "express"], runtime: "node", role: "api" },
  { id: "nestjs", names: ["nestjs", "nest.js", "nest js"], runtime: "node", role: "api" },
  { id: "nestjs", names: ["nest"], runtime: "node", role: "api", everyday: true },
  { id: "fastify", names: ["fastify"], runtime: "node", role: "api" },
  { id: "koa", names: ["koa", "koa.js"], runtime: "node", role: "api" },
  { id: "hapi", names: ["hapi", "@hapi/hapi"], runtime: "node", role: "api" },
  { id: "hono", names: ["hono"], runtime: "node", role: "api" },
  { id: "adonis", names: ["adonisjs", "adonis"], runtime: "node", role: "either" },
  { id: "apollo", names: ["apollo server", "apollo"], runtime: "node", role: "api" },
  { id: "strapi", names: ["strapi"], runtime: "node", role: "api" },
  { id: "directus", names: ["directus"], runtime: "node", role: "api" },
  { id: "meteor", names: ["meteor"], runtime: "node", role: "web" },
  { id: "bullmq", names: ["bullmq"], runtime: "node", role: "worker" },
  { id: "socket.io", names: ["socket.io"], runtime: "node", role: "api" },
  { id: "next", names: ["next.js", "nextjs", "next js"], runtime: "node", role: "web" },
  { id: "nuxt", names: ["nuxt.js", "nuxtjs", "nuxt"], runtime: "node", role: "web" },
  { id: "remix", names: ["remix"], runtime: "node", role: "web" },
  { id: "sveltekit", names: ["sveltekit", "svelte kit"], runtime: "node", role: "web" },
  { id: "react", names: ["react.js", "reactjs", "react"], runtime: "static", role: "static" },
  { id: "preact", names: ["preact"], runtime: "static", role: "static" },
  { id: "vue", names: ["vue.js", "vuejs", "vue"], runtime: "static", role: "static" },
  { id: "angular", names: ["angularjs", "angular"], runtime: "static", role: "static" },
  { id: "svelte", names: ["svelte"], runtime: "static", role: "static" },
  { id: "solid", names: ["solidjs", "solid.js"], runtime: "static", role: "static" },
  { id: "ember", names: ["ember.js", "ember"], runtime: "static", role: "static", everyday: true },
  { id: "astro", names: ["astro"], runtime: "static", role: "static" },
  { id: "gatsby", names: ["gatsby"], runtime: "static", role: "static" },
  { id: "hugo", names: ["hugo"], runtime: "static", role: "static" },
  { id: "jekyll", names: ["jekyll"], runtime: "static", role: "static" },
  { id: "eleventy", names: ["eleventy", "11ty"], runtime: "static", role: "static" },
  { id: "docusaurus", names: ["docusaurus"], runtime: "static", role: "static" },
  { id: "mkdocs", names: ["mkdocs"], runtime: "static", role: "static" },
  { id: "vitepress", names: ["vitepress"], runtime: "static", role: "static" },
  { id: "vite", names: ["vite"], runtime: "static", role: "static" },
  { id: "fastapi", names: ["fastapi", "fast api"], runtime: "python", role: "api" },
  { id: "django", names: ["django", "manage.py"], runtime: "python", role: "either" },
  { id: "django", names: ["drf", "django rest framework", "django-ninja"], runtime: "python", role: "api" },
  { id: "flask", names: ["flask"], runtime: "python", role: "either" },
  { id: "starlette", names: ["starlette"], runtime: "python", role: "api" },
  { id: "litestar", names: ["litestar"], runtime: "python", role: "api" },
  { id: "aiohttp", names: ["aiohttp"], runtime: "python", role: "api" },
  { id: "tornado", names: ["tornado"], runtime: "python", role: "api" },
  { id: "sanic", names: ["sanic"], runtime: "python", role: "api" },
  { id: "streamlit", names: ["streamlit"], runtime: "python", role: "web" },
  { id: "celery", names: ["celery-beat", "celery beat", "celery"], runtime: "python", role: "worker" },
  { id: "dramatiq", names: ["dramatiq"], runtime: "python", role: "worker" },
  { id: "airflow", names: ["airflow"], runtime: "python", role: "worker" },
  { id: "scrapy", names: ["scrapy"], runtime: "python", role: "worker" },
  {
    id: "spring-boot",
    names: [
      "spring boot",
      "springboot",
      "spring mvc",
      "spring webflux",
      "spring cloud",
      "spring batch",
      "spring framework",
    ],
    runtime: "java",
    role: "api",
  },
  { id: "quarkus", names: ["quarkus"], runtime: "java", role: "api" },
  { id: "micronaut", names: ["micronaut"], runtime: "java", role: "api" },
  { id: "ktor", names: ["ktor"], runtime: "java", role: "api" },
  { id: "vertx", names: ["vert.x", "vertx"], runtime: "java", role: "api" },
  { id: "dropwizard", names: ["dropwizard"], runtime: "java", role: "api" },
  { id: "helidon", names: ["helidon"], runtime: "java", role: "api" },
  { id: "javalin", names: ["javalin"], runtime: "java", role: "api" },
  {
    id: "jakarta-ee",
    names: ["jakarta ee", "java ee", "wildfly", "jboss", "payara", "weblogic", "websphere"],
    runtime: "java",
    role: "either",
  },
  { id: "tomcat", names: ["tomcat"], runtime: "java", role: "either" },
  { id: "play", names: ["play framework"], runtime: "java", role: "either" },
  { id: "akka", names: ["akka http", "akka-http", "akka", "pekko"], runtime: "java", role: "api" },
  { id: "http4s", names: ["http4s"], runtime: "java", role: "api" },
  { id: "grails", names: ["grails"], runtime: "java", role: "web" },
  { id: "vaadin", names: ["vaadin"], runtime: "java", role: "web" },
  { id: "kafka-streams", names: ["kafka streams"], runtime: "java", role: "worker" },
  { id: "flink", names: ["apache flink", "flink"], runtime: "java", role: "worker" },
  {
    id: "aspnet",
    names: ["asp.net core", "asp.net", "aspnet core", "aspnet", "minimal api", "web api 2"],
    runtime: "dotnet",
    role: "api",
  },
  { id: "blazor", names: ["blazor"], runtime: "dotnet", role: "web" },
  { id: "umbraco", names: ["umbraco"], runtime: "dotnet", role: "web" },
  { id: "hangfire", names: ["hangfire"], runtime: "dotnet", role: "worker" },
  { id: "rails", names: ["ruby on rails", "rails", "ror"], runtime: "ruby", role: "either" },
  { id: "sinatra", names: ["sinatra"], runtime: "ruby", role: "api" },
  { id: "grape", names: ["grape"], runtime: "ruby", role: "api", everyday: true },
  { id: "hanami", names: ["hanami"], runtime: "ruby", role: "either" },
  { id: "sidekiq", names: ["sidekiq"], runtime: "ruby", role: "worker" },
  { id: "laravel", names: ["laravel", "lumen", "artisan"], runtime: "php", role: "either" },
  { id: "symfony", names: ["symfony"], runtime: "php", role: "either" },
  { id: "magento", names: ["magento", "adobe commerce"], runtime: "php", role: "web" },
  { id: "wordpress", names: ["wordpress", "woocommerce"], runtime: "php", role: "web" },
  { id: "drupal", names: ["drupal"], runtime: "php", role: "web" },
  { id: "typo3", names: ["typo3"], runtime: "php", role: "web" },
  { id: "moodle", names: ["moodle"], runtime: "php", role: "web" },
  { id: "prestashop", names: ["prestashop"], runtime: "php", role: "web" },
  { id: "shopware", names: ["shopware"], runtime: "php", role: "web" },
  { id: "codeigniter", names: ["codeigniter"], runtime: "php", role: "either" },
  { id: "yii", names: ["yii2", "yii"], runtime: "php", role: "either" },
  { id: "cakephp", names: ["cakephp"], runtime: "php", role: "either" },
  { id: "slim", names: ["slim framework", "slim"], runtime: "php", role: "api", everyday: true },
  { id: "gin", names: ["gin-gonic", "gin"], runtime: "go", role: "api" },
  { id: "echo", names: ["echo"], runtime: "go", role: "api", everyday: true },
  { id: "fiber", names: ["gofiber", "fiber"], runtime: "go", role: "api", everyday: true },
  { id: "chi", names: ["go-chi", "chi"], runtime: "go", role: "api", everyday: true },
  { id: "gorilla", names: ["gorilla/mux", "gorilla/websocket", "gorilla"], runtime: "go", role: "api" },
  { id: "buffalo", names: ["buffalo"], runtime: "go", role: "web", everyday: true },
  { id: "axum", names: ["axum"], runtime: "rust", role: "api" },
  { id: "actix", names: ["actix-web", "actix web", "actix"], runtime: "rust", role: "api" },
  { id: "rocket", names: ["rocket.rs", "rocket"], runtime: "rust", role: "api", everyday: true },
  { id: "hyper", names: ["hyper"], runtime: "rust", role: "api", everyday: true },
  { id: "warp", names: ["warp"], runtime: "rust", role: "api", everyday: true },
  { id: "phoenix", names: ["phoenix liveview", "phoenix"], runtime: "elixir", role: "either" },
  { id: "broadway", names: ["broadway"], runtime: "elixir", role: "worker", everyday: true },
  { id: "oban", names: ["oban"], runtime: "elixir", role: "worker" },
  { id: "fresh", names: ["fresh"], runtime: "other", role: "web", everyday: true },
  { id: "elysia", names: ["elysia"], runtime: "other", role: "api" },
];

/** Servers that imply a language without being a framework. */
export const SERVERS: readonly LanguageEntry[] = [
  { runtime: "python", names: ["uvicorn", "gunicorn", "hypercorn", "daphne"], dialect: true },
  { runtime: "ruby", names: ["puma", "unicorn", "passenger"], dialect: true },
  { runtime: "php", names: ["frankenphp", "roadrunner", "swoole"], dialect: true },
  { runtime: "dotnet", names: ["kestrel"], dialect: true },
];

export interface PackageManagerEntry {
  readonly id: string;
  readonly names: readonly string[];
  readonly runtimes: readonly Runtime[];
}

export const PACKAGE_MANAGERS: readonly PackageManagerEntry[] = [
  { id: "pnpm", names: ["pnpm"], runtimes: ["node", "static"] },
  { id: "yarn", names: ["yarn"], runtimes: ["node", "static"] },
  { id: "npm", names: ["npm"], runtimes: ["node", "static"] },
  { id: "uv", names: ["uv"], runtimes: ["python"] },
  { id: "poetry", names: ["poetry"], runtimes: ["python"] },
  { id: "pipenv", names: ["pipenv"], runtimes: ["python"] },
  { id: "pdm", names: ["pdm"], runtimes: ["python"] },
  { id: "pip", names: ["pip", "requirements.txt"], runtimes: ["python"] },
  { id: "maven", names: ["maven", "mvn"], runtimes: ["java"] },
  { id: "gradle", names: ["gradle"], runtimes: ["java"] },
  { id: "sbt", names: ["sbt"], runtimes: ["java"] },
  { id: "bundler", names: ["bundler"], runtimes: ["ruby"] },
  { id: "composer", names: ["composer"], runtimes: ["php"] },
  { id: "cargo", names: ["cargo"], runtimes: ["rust"] },
  { id: "mix", names: ["mix"], runtimes: ["elixir"] },
  { id: "nuget", names: ["nuget"], runtimes: ["dotnet"] },
];
