/** One JSON object per line on standard output: what CloudWatch Logs Insights and every collector read without a parser. */
export function log(level: "info" | "warn" | "error", message: string, fields: Record<string, unknown> = {}): void {
  process.stdout.write(
    `${JSON.stringify({ time: new Date().toISOString(), level, service: "collection", message, ...fields })}\n`,
  );
}
