/** Called once when the server starts. */
export function register(): void {
  console.log(
    JSON.stringify({
      time: new Date().toISOString(),
      level: "info",
      service: "storefront",
      message: "started",
      environment: process.env.APP_ENVIRONMENT ?? "local",
    }),
  );
}
