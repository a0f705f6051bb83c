// In: nothing. Out: renovate.json: every pin of the tree has somebody who moves it, where Dependabot does not work. Never names a team.

/** Grouped, and a week old: malicious releases are mostly found within days. https://docs.renovatebot.com/configuration-options/ */
export function renovate(): string {
  const configuration = {
    $schema: "https://docs.renovatebot.com/renovate-schema.json",
    extends: ["config:recommended"],
    schedule: ["* 0-6 * * 1"],
    minimumReleaseAge: "7 days",
    packageRules: [
      { matchUpdateTypes: ["minor", "patch"], matchCategories: ["terraform"], groupName: "terraform" },
      { matchUpdateTypes: ["minor", "patch"], matchCategories: ["docker"], groupName: "docker" },
      { matchUpdateTypes: ["minor", "patch"], matchCategories: ["ci"], groupName: "ci" },
    ],
  };
  return `${JSON.stringify(configuration, null, 2)}\n`;
}
