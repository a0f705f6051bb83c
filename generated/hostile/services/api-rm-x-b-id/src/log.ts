const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];
const isLevel = (text: string | undefined): text is Level => LEVELS.some((level) => level === text);
const asked = process.env["LOG_LEVEL"];
const least = LEVELS.indexOf(isLevel(asked) ? asked : "info");

/** One JSON object per line on standard output: what CloudWatch Logs Insights and every collector read without a parser. */
export function log(level: Level, message: string, fields: Record<string, unknown> = {}): void {
  if (LEVELS.indexOf(level) < least) return;
  process.stdout.write(
    `${JSON.stringify({ time: new Date().toISOString(), level, service: "api-rm-x-b-id", message, ...fields })}\n`,
  );
}
