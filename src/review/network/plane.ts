// In: rectangles of ports by addresses. Out: whether they together hold another one. A tree over the ports, so that thousands of rules answer for thousands of others in time that grows little faster than their number.
import { intersect, isHeld, merge, type Span } from "./spans.ts";

export interface Rectangle {
  readonly from: number;
  readonly to: number;
  readonly addresses: Span;
}

export interface Plane {
  /** Whether all of `addresses` is held at every port from `from` to `to`, by the plane or by `always`, which is merged. */
  holds(from: number, to: number, addresses: Span, always: readonly Span[]): boolean;
}

/** One stretch of ports, halved below. */
interface Node {
  readonly left: Node | undefined;
  readonly right: Node | undefined;
  /** Leaves from `first` to `last`. */
  readonly first: number;
  readonly last: number;
  /** Addresses of the rectangles that span the whole stretch and not that of the node above. */
  own: Span[];
  /** Addresses that are held at every port of the stretch, whichever node they stand at. */
  everywhere: Span[];
}

export function makePlane(rectangles: readonly Rectangle[]): Plane {
  // Between two bounds nothing changes: such a stretch is one leaf.
  const bounds = [...new Set(rectangles.flatMap(({ from, to }) => [from, to + 1]))].sort((a, b) => a - b);
  const leafOf = (port: number) => lastUpTo(bounds, port);
  const root = bounds.length < 2 ? undefined : makeNode(0, bounds.length - 2);
  if (root !== undefined) {
    for (const { from, to, addresses } of rectangles) insert(root, leafOf(from), leafOf(to), addresses);
    finish(root);
  }
  return {
    holds(from, to, addresses, always) {
      if (isHeld(addresses, [always])) return true;
      if (root === undefined || from < (bounds[0] ?? 0) || to >= (bounds.at(-1) ?? 0)) return false;
      return isHeldBelow(root, leafOf(from), leafOf(to), addresses, [always]);
    },
  };
}

function makeNode(first: number, last: number): Node {
  const middle = (first + last) >> 1;
  const isLeaf = first === last;
  return {
    left: isLeaf ? undefined : makeNode(first, middle),
    right: isLeaf ? undefined : makeNode(middle + 1, last),
    first,
    last,
    own: [],
    everywhere: [],
  };
}

function insert(node: Node, from: number, to: number, addresses: Span): void {
  if (from <= node.first && node.last <= to) {
    node.own.push(addresses);
    return;
  }
  for (const half of [node.left, node.right])
    if (half !== undefined && from <= half.last && half.first <= to) insert(half, from, to, addresses);
}

function finish(node: Node): void {
  node.own = merge(node.own);
  if (node.left === undefined || node.right === undefined) {
    node.everywhere = node.own;
    return;
  }
  finish(node.left);
  finish(node.right);
  node.everywhere = merge([...node.own, ...intersect(node.left.everywhere, node.right.everywhere)]);
}

/** `above`: what holds at every port of the node, from the nodes that it is in. */
function isHeldBelow(
  node: Node,
  from: number,
  to: number,
  addresses: Span,
  above: readonly (readonly Span[])[],
): boolean {
  if (from <= node.first && node.last <= to) return isHeld(addresses, [...above, node.everywhere]);
  const lists = [...above, node.own];
  return [node.left, node.right].every(
    (half) =>
      half === undefined || to < half.first || half.last < from || isHeldBelow(half, from, to, addresses, lists),
  );
}

/** Index of the last bound that is not greater than the number. */
function lastUpTo(bounds: readonly number[], number: number): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
