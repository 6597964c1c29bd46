import type { Action } from "../../catalog/delta/action.js";
import { keyOf } from "../../catalog/delta/object-id.js";
import type { Bucket } from "./inverse.js";
import type { Requirements } from "./requirements.js";

/**
 * The buckets in an order in which nothing is created before what it is made of: each stays in its place
 * unless it needs what a later one creates. Where two wait for each other, one is split.
 */
export function inOrder(buckets: readonly Bucket[], requirements: Requirements): Bucket[] {
  const missing = new Set(buckets.flatMap(({ actions }) => actions.flatMap(madeBy)));
  let waiting = [...buckets];
  const ordered: Bucket[] = [];
  while (waiting.length > 0) {
    const next = nextOf(waiting, missing, requirements);
    ordered.push(next.now);
    for (const key of next.now.actions.flatMap(madeBy)) missing.delete(key);
    waiting = waiting.flatMap((one) => (one === next.of ? next.later : [one]));
  }
  return joined(ordered);
}

interface Next {
  readonly of: Bucket;
  /** What of it can be done now, and the rest. */
  readonly now: Bucket;
  readonly later: readonly Bucket[];
}

/** The first bucket that can be done, else the first part of one; in a true cycle the first as it is. */
function nextOf(
  waiting: readonly Bucket[],
  missing: ReadonlySet<string>,
  requirements: Requirements,
): Next {
  let begun: Next | undefined;
  for (const of of waiting) {
    const next = partOf(of, missing, requirements);
    if (next.later.length === 0) return next;
    if (next.now.actions.length > 0) begun ??= next;
  }
  const [first] = waiting as [Bucket];
  return begun ?? { of: first, now: first, later: [] };
}

function partOf(of: Bucket, missing: ReadonlySet<string>, requirements: Requirements): Next {
  const now = readyIn(of.actions, missing, requirements);
  const later = of.actions.filter((action) => !now.includes(action));
  return {
    of,
    now: { ...of, actions: now },
    later: later.length === 0 ? [] : [{ ...of, actions: later }],
  };
}

/** Those actions that need nothing but what is there and what others of them make. */
function readyIn(
  actions: readonly Action[],
  missing: ReadonlySet<string>,
  requirements: Requirements,
): readonly Action[] {
  const own = new Set(actions.flatMap(madeBy));
  const ready = actions.filter((action) =>
    neededBy(action, requirements).every((key) => !missing.has(key) || own.has(key)),
  );
  return ready.length === actions.length ? ready : readyIn(ready, missing, requirements);
}

function madeBy({ produces }: Action): string[] {
  return produces.map(keyOf);
}

function neededBy(action: Action, requirements: Requirements): string[] {
  return [
    ...action.consumes.map(keyOf),
    ...madeBy(action).flatMap((key) => requirements.get(key) ?? []),
  ];
}

/** Neighbours of the same phase and table are one. */
function joined(buckets: readonly Bucket[]): Bucket[] {
  const all: Bucket[] = [];
  for (const bucket of buckets) {
    const last = all.at(-1);
    if (last?.phase === bucket.phase && last.table === bucket.table)
      all.splice(-1, 1, { ...last, actions: [...last.actions, ...bucket.actions] });
    else all.push(bucket);
  }
  return all;
}
