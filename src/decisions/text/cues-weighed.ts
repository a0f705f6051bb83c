// In: nothing. Out: the phrases that weigh a thing, or compare it with what was taken, as data. Knows no cloud.
import { type Cue, cue, end, re } from "./cue.ts";

/** See cue.ts for how a cue works. */
export const WEIGHED: readonly Cue[] = [
  // "A, which we preferred to B", "in preference to B"; "preferred to use B" prefers it.
  cue("negated", "phrase", "prefer prefers preferred preferable preference superior", {
    needs: " to ",
    after: re("(?: [\\w-]+){0,4}? to\\b"),
    unless: re(
      "(?: [\\w-]+){0,4}? to (?:use|run|have|keep|host|stay|avoid|buy|rely|operate|go|pay|let|write|build|be|do|get|see|put|take|move|make|not|work|start|store|hold|manage|own|deploy|leave|say|add|call|send|read|stick|wait|rent|outsource|live|maintain|patch|learn|spend|ask|hire|the \\w+ of)\\b",
    ),
  }),
  // To have weighed a thing for long is not to have taken it.
  cue("negated", "phrase", "back", {
    after: re(" and forth (?:on|about|over)\\b"),
    unless: re("[^.;]{0,90}\\band (?:then )?(?:chose|picked|took|kept|went with) (?:it|them|that)\\b"),
  }),
  cue("negated", "phrase", "flirted flirting dabbled fiddled tinkered toyed", { after: re(" (?:with|in)\\b") }),
  cue(
    "negated",
    "phrase",
    "agonised agonized dithered vacillated wavered hesitated pondered mulled brooded dreamt dreamed",
    {
      after: re("(?: long)? (?:over|about|on|of|between)\\b"),
      unless: re("[^.;]{0,90}\\band (?:then )?(?:chose|picked|took|kept|went with) (?:it|them|that)\\b"),
    },
  ),
  cue("negated", "phrase", "tempted seduced", {
    after: re(" by\\b"),
    before: end("\\b(?:was|were|been|almost|briefly)"),
  }),
  // What a thing costs beside another says that it was not taken, unless something follows.
  cue("negated", "back", "double twice triple thrice times", {
    before: end(
      "\\b(?:is|are|was|were|costs?|=|:)(?: (?:about|almost|nearly|roughly))?(?: (?:two|three|four|five|ten|\\d+))?",
    ),
    after: re(
      "(?: (?:the|our|in))?(?: (?:price|costs?|money|bill)\\b| as (?:expensive|much|dear|costly|pricey)\\b)|(?=\\s*(?:$|[.,;)]))",
    ),
    unless: re("[^.;]{0,60}\\b(?:accepted|agreed|worth|still|paid|approved|(?:but|and) (?:we|it|the))\\b"),
  }),
  cue("negated", "back", "nowhere", { before: end("\\b(?:is|are|was|were|appears?|found)") }),
  // "no store at all, A included".
  cue("negated", "back", "included inclusive", {
    before: end("\\b(?:no|not|none|never|without|neither)\\b[^.;]*, ?[^,.;]{1,30}"),
    after: re("(?=\\s*(?:$|[.,;)]))"),
  }),
  cue("negated", "back", "came comes ended finished", {
    after: re(" (?:only |just )?(?:a )?(?:close )?(?:in )?(?:second|third|last)(?=\\s*(?:$|[.,;)]))"),
  }),
  // "A for everything, B not at all".
  cue("negated", "back", "not", { before: end("[a-z0-9)]"), after: re(" at all(?=\\s*(?:$|[.,;)]))") }),
  cue("future", "back", "not", { before: end(":"), after: re(" (?:before|until|till|unless|as long as) ") }),
];
