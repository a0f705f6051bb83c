// Asked by the load balancer and by the container itself: says only that this process serves.
export const dynamic = "force-dynamic";

export function GET(): Response {
  return Response.json({ status: "ok" });
}
