// In: the conflicts of one file, one after the other. Out: them, each with an id of its own. Time grows with their number, not with its square.
import type { Conflict } from "./conflict.ts";

export class FoundConflicts {
  readonly all: Conflict[] = [];
  private readonly ids = new Set<string>();
  /** Wanted id → the number that was tried last. */
  private readonly counts = new Map<string, number>();

  get count(): number {
    return this.all.length;
  }

  add(conflict: Conflict): void {
    this.all.push(conflict);
    this.ids.add(conflict.id);
  }

  /** Gives up those that came later: they are part of another one. */
  keepFirst(count: number): void {
    if (count === this.all.length) return;
    for (const { id } of this.all.splice(count)) this.ids.delete(id);
    this.counts.clear();
  }

  freeId(wanted: string): string {
    let count = this.counts.get(wanted) ?? 1;
    let id = wanted;
    while (this.ids.has(id)) id = `${wanted}#${++count}`;
    this.counts.set(wanted, count);
    return id;
  }
}
