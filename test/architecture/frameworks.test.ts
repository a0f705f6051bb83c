// Another version of a framework than a skeleton has is said; the table of what skeletons have is what their manifests pin.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FRAMEWORKS } from "../../src/architecture/versions.ts";
import { frameworkVersion } from "../../src/decisions/details/versions.ts";
import { understandDocument } from "../helpers/road.ts";

const SKELETONS = "blueprints/files/skeleton";
/** Where each is pinned, with the version in the first group. */
const PINNED: Readonly<Record<string, readonly [file: string, pattern: RegExp]>> = {
  next: ["node/next/package.json.ejs", /"next": "(\d+)\./],
  nestjs: ["node/nestjs/package.json.ejs", /"@nestjs\/core": "(\d+)\./],
  express: ["node/express/package.json.ejs", /"express": "(\d+)\./],
  fastify: ["node/fastify/package.json.ejs", /"fastify": "(\d+)\./],
  react: ["site/react/package.json.ejs", /"react": "(\d+)\./],
  vue: ["site/vue/package.json.ejs", /"vue": "(\d+)\./],
  django: ["python/universe.toml", /"django==(\d+)\./],
  fastapi: ["python/universe.toml", /"fastapi==(\d+)\./],
  flask: ["python/universe.toml", /"flask==(\d+)\./],
  "spring-boot": ["java/spring.pom.xml.ejs", /spring-boot-starter-parent<\/artifactId>\s*<version>(\d+)\./],
};

it("the table says what the manifests pin", () => {
  const pinned = Object.entries(PINNED).map(([id, [file, pattern]]) => [
    id,
    pattern.exec(readFileSync(`${SKELETONS}/${file}`, "utf8"))?.[1],
  ]);
  expect(Object.fromEntries(pinned)).toEqual(
    Object.fromEntries(Object.entries(FRAMEWORKS).map(([id, { major }]) => [id, major])),
  );
});

describe("a version beside a framework", () => {
  it.each([
    ["Next.js 15 on Node 24, TypeScript", "next", "15"],
    ["Java 21 with Spring Boot 3.4", "spring-boot", "3.4"],
    ["Django (v4.2), Python 3.13", "django", "4.2"],
    ["NestJS on Node 24", "nestjs", undefined],
    ["Express, 2 to 4 tasks", "express", undefined],
    ["Vue 3 with Vite 8", "vue", "3"],
  ])("%s", (text, framework, version) => {
    expect(frameworkVersion(text, framework)?.version).toBe(version);
  });

  it("is said where a skeleton would have another one", () => {
    const document = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));
    const told = (technology: string) => {
      document.output.services[0].technology = technology;
      return understandDocument(document, "shop")
        .diagnostics.filter(({ message }) => message.includes("a skeleton of storefront"))
        .map(({ severity, message }) => [severity, message]);
    };
    expect(told("Next.js 15 on Node 24, TypeScript")).toEqual([
      [
        "info",
        '"Next.js 15": a skeleton of storefront is made with Next.js 16; code that is there already stays as it is',
      ],
    ]);
    expect(told("Next.js 16 on Node 24, TypeScript")).toEqual([]);
  });
});
