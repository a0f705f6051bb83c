// In: a task size as stated, the size by runtime. Out: the smallest size that Fargate offers and that holds both. Never less than what is stated.

/** CPU units → MiB that go with them: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size */
const FARGATE: readonly (readonly [cpu: number, least: number, most: number, step: number])[] = [
  [256, 512, 2048, 512],
  [512, 1024, 4096, 1024],
  [1024, 2048, 8192, 1024],
  [2048, 4096, 16384, 1024],
  [4096, 8192, 30720, 1024],
  [8192, 16384, 61440, 4096],
  [16384, 32768, 122880, 8192],
];

/** What the text leaves open comes from `usual`; memory alone may go below the usual processor, never above what it needs. */
export function fargateSize(
  stated: { readonly cpu: number | null; readonly memoryMiB: number | null },
  usual: readonly [cpu: number, memoryMiB: number],
): readonly [cpu: number, memoryMiB: number] {
  const memory = stated.memoryMiB ?? usual[1];
  const cpu = stated.cpu ?? (memory < (FARGATE.find(([units]) => units === usual[0])?.[1] ?? 0) ? 0 : usual[0]);
  for (const [units, least, most, step] of FARGATE) {
    if (units < cpu || memory > most) continue;
    // 256 units take 512, 1024 or 2048 MiB and nothing between.
    const rounded = Math.max(least, Math.ceil(memory / step) * step);
    return [units, units === 256 && rounded === 1536 ? 2048 : rounded];
  }
  return [16384, 122880];
}
