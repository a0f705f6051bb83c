// In: nothing. Out: sentences about sizes with the range a careful reader takes from them. Written before the code they test.

export interface ScalingCase {
  /** Scaling text of the only service. */
  readonly own?: string;
  readonly say?: Readonly<Record<string, string>>;
  readonly want: readonly [min: number, max: number];
}

export const SCALING_CASES: readonly ScalingCase[] = [
  { own: "between 3 and 12 pods", want: [3, 12] },
  { own: "4 replicas", want: [4, 4] },
  { own: "min 2, max 8 tasks, CPU at 60 %", want: [2, 8] },
  { own: "at least three instances", want: [3, 6] },
  { own: "up to 15 containers on match days", want: [2, 15] },
  { own: "10x the load on Black Friday", want: [2, 6] },
  { own: "2 vCPU, 4 GB", want: [2, 6] },
  { own: "50 requests per second, p95 under 200 ms", want: [2, 6] },
  { own: "", say: { "scalability.scaling_strategy": "Horizontal, 2 to 20 tasks on request count" }, want: [2, 20] },
  { own: "", say: { "reliability.high_availability": "3 AZs, at least 2 tasks at any time" }, want: [2, 6] },
  { own: "starts with 2 instances and grows to 10", want: [2, 10] },
  { own: "1–4 tasks", want: [1, 4] },
  { own: "two tasks, max ten", want: [2, 10] },
  { own: "used to need 20 nodes, now 2-5 tasks", want: [2, 5] },
  { own: "scale to zero, 30 instances max", want: [0, 30] },
  { own: "singleton", want: [1, 1] },
  { own: "desired 3, minimum 2, maximum 9", want: [2, 9] },
  { own: "500 to 2000 concurrent users", want: [2, 6] },
  { own: "scale out at 70 % CPU, in at 30", want: [2, 6] },
  { own: "2 in staging, 6 in production, never more than 12", want: [6, 12] },
  // A second batch, written when the code stood.
  { own: "3 tasks off-peak, 12 tasks at peak", want: [3, 12] },
  { own: "2 (min) to 10 (max)", want: [2, 10] },
  { own: "HPA minReplicas 3 maxReplicas 15", want: [3, 15] },
  { own: "1 instance is plenty", want: [1, 1] },
  { own: "scales between four and sixteen tasks on SQS depth", want: [4, 16] },
  { own: "never below 2, at most 9", want: [2, 9] },
  { own: "200 rps peak", want: [2, 6] },
  // A third batch.
  { own: "baseline 4, burst to 40", want: [4, 40] },
  { own: "one container, can't scale out because of the lock file", want: [1, 1] },
  { own: "6 pods (2 per zone), HPA up to 18", want: [6, 18] },
  { own: "at most a dozen instances", want: [2, 12] },
  { own: "5k concurrent sockets, 3+ tasks", want: [3, 6] },
  { own: "min: 1, max: 3", want: [1, 3] },
  { own: "autoscaling 2..8", want: [2, 8] },
  // A fourth batch, from whole documents.
  { own: "one task, two during elections", want: [1, 2] },
  { own: "1 box at the moment, 3 at christmas", want: [1, 3] },
  { own: "1, never more because of sqlite", want: [1, 1] },
  // A fifth batch: limits told in prose.
  { own: "Three copies on a normal day. At Easter we needed twelve, so let's say it may go up to 14.", want: [3, 14] },
  { own: "- minimum 4 pieces\n- maximum 18 pieces", want: [4, 18] },
  {
    own: "One would do, we run two so that nobody notices an update. It has never needed more than five.",
    want: [2, 5],
  },
  { own: "One is plenty, four at the very most", want: [1, 4] },
  { own: "3 tasks. CPU at most 60%", want: [3, 3] },
  // A sixth batch: each figure with its occasion.
  { own: "Two at night, eight on a summer Saturday", want: [2, 8] },
  { own: "One is enough nearly always, five after a regatta. Scales on queue depth", want: [1, 5] },
  { own: "Two instances are plenty, four when an exhibition opens", want: [2, 4] },
  { own: "3 on weekdays, 1 at weekends", want: [1, 3] },
  // A seventh batch: figures without a noun, bounds told by their movement or by what they are not.
  { own: "By queue depth, 2 to 8. Has no port and wants none.", want: [2, 8] },
  { own: "On CPU: 2-6", want: [2, 6] },
  { own: "One instance, rising to three when more than 500 messages are waiting", want: [1, 3] },
  { own: "Two, scaling out to five", want: [2, 5] },
  { own: "Exactly one active consumer per book partition, hence a fixed count of two", want: [2, 2] },
  { own: "fixed at 3", want: [3, 3] },
  { own: "1 piece, memory 1,5 GB because of PDFs", want: [1, 1] },
  { own: "1 is okay, 2 GB of memory or it dies", want: [1, 1] },
  { own: "Two instances will suffice for the sixty desks presently licensed", want: [2, 2] },
  { own: "one, maybe two if the queue gets silly", want: [1, 2] },
  { own: "normally 1 is enough, at shift change (07:00, 15:00, 23:00) until 3", want: [1, 3] },
  { own: "start at 2, cap at 10, if we need more than 10 I'll be on a boat", want: [2, 10] },
  { own: "2 tasks, cap of 10", want: [2, 10] },
  { own: "SCL-01: not fewer than three instances (one per zone) and not more than nine.", want: [3, 9] },
  { own: "not fewer than 3 and not more than 9 instances", want: [3, 9] },
  { own: "No fewer than two and, even in the harvest weeks, no more than eight instances are foreseen", want: [2, 8] },
  { own: "not less than four, tops out at twelve", want: [4, 12] },
  { own: "2 always", want: [2, 2] },
  { own: "2 always, I've seen more on a Sunday night", want: [2, 6] },
  { own: "Two tasks, flat. It has never been the bottleneck.", want: [2, 2] },
  // What counts something else.
  { own: "2 tasks, open until 18:00", want: [2, 2] },
  { own: "3 tasks, kept until 2027", want: [3, 3] },
  { own: "2 tasks; goes to 80 % CPU", want: [2, 2] },
  { own: "Two tasks, maybe 20 requests per second", want: [2, 2] },
  { own: "2 tasks, not more than 512 MB each", want: [2, 2] },
  { own: "no more than 200 ms per request, 2 to 4 tasks", want: [2, 4] },
  { own: "Two. Five is the ceiling", want: [2, 5] },
  { own: "So: two, always. Five is the ceiling, if we ever need six I'm opening champagne.", want: [2, 5] },
  {
    own: "I wanted one task at night to save money. Then it died at 3am, so: two, always. Five is the ceiling.",
    want: [2, 5],
  },
  { own: "2 always, never more than five", want: [2, 5] },
  { own: "two, must not exceed five", want: [2, 5] },
  { own: "the floor is two and the ceiling is five", want: [2, 5] },
  { own: "the floor is tiled, 3 to 7 tasks", want: [3, 7] },
  { own: "3 tasks; five is the number of our offices", want: [3, 3] },
];
