// In: patterns with * and ?, as IAM has them. Out: whether one covers or meets another. Sound: "covers" is only said when it is certain.

/** Whether everything that `inner` matches is matched by `outer`. A star of `inner` is only covered by a star of `outer`. */
export function covers(outer: string, inner: string): boolean {
  if (outer === "*" || outer === inner) return true;
  let o = 0;
  let i = 0;
  let star = -1;
  let mark = 0;
  while (i < inner.length) {
    const want = outer[o];
    if (want === "*") {
      star = o;
      mark = i;
      o += 1;
    } else if (want !== undefined && ((want === "?" && inner[i] !== "*") || (want === inner[i] && want !== "?"))) {
      o += 1;
      i += 1;
    } else if (star >= 0) {
      o = star + 1;
      mark += 1;
      i = mark;
    } else return false;
  }
  while (outer[o] === "*") o += 1;
  return o === outer.length;
}

/** Whether some text matches both. */
export function meets(a: string, b: string): boolean {
  // States of b that are reachable after the part of a read so far.
  let states = closure(new Set([0]), b);
  for (const char of a) {
    if (char === "*") {
      // Any number of any characters: everything from the first state on becomes reachable.
      const first = Math.min(...states);
      states = new Set(Array.from({ length: b.length + 1 - first }, (_, index) => first + index));
      continue;
    }
    const next = new Set<number>();
    for (const state of states) {
      const want = b[state];
      if (want === "*") next.add(state);
      else if (want !== undefined && (want === "?" || char === "?" || want === char)) next.add(state + 1);
    }
    if (next.size === 0) return false;
    states = closure(next, b);
  }
  return states.has(b.length);
}

/** A star may stand for nothing. */
function closure(states: Set<number>, pattern: string): Set<number> {
  for (const state of states) if (pattern[state] === "*") states.add(state + 1);
  return states;
}
