// In: sections of items and how many bytes they may take. Out: which items are shown, whole or without details. First every item in its short form, in order; then details, in order. What does not fit is counted: shown + left out = all.
import type { Section } from "./layout.ts";
import type { Item } from "./words.ts";

export interface Fitted {
  readonly section: Section;
  readonly items: readonly { readonly item: Item; readonly withDetails: boolean }[];
  /** Rows of the plans that the items left out stand for. */
  readonly leftOut: number;
  /** Items shown without their details. */
  readonly shortened: number;
}

/** Bytes of a section's own lines (title, folding, the line that counts what is left out) and of an item. */
export interface Sizes {
  frame(section: Section): number;
  item(item: Item, withDetails: boolean): number;
}

/** `budget` is what the sections may take; Infinity for no limit. */
export function fitSections(sections: readonly Section[], budget: number, sizes: Sizes): Fitted[] {
  let left = budget - sections.reduce((sum, section) => sum + sizes.frame(section), 0);
  let isFull = false;
  const short = sections.map((section) => {
    const shown: Item[] = [];
    for (const item of section.items) {
      const size = sizes.item(item, false);
      // After the first that does not fit nothing follows: a smaller, less important one must not take its place.
      if (isFull || size > left) {
        isFull = true;
        break;
      }
      left -= size;
      shown.push(item);
    }
    return { section, shown };
  });
  return short.map(({ section, shown }) => {
    const items = shown.map((item) => {
      if (item.details.length === 0) return { item, withDetails: false };
      const more = sizes.item(item, true) - sizes.item(item, false);
      const withDetails = more <= left;
      if (withDetails) left -= more;
      return { item, withDetails };
    });
    const weight = (list: readonly Item[]) => list.reduce((sum, item) => sum + item.weight, 0);
    return {
      section,
      items,
      leftOut: weight(section.items) - weight(shown),
      shortened: items.filter(({ item, withDetails }) => !withDetails && item.details.length > 0).length,
    };
  });
}

export function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
