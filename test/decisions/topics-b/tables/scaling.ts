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
];
