import { allDecided } from "@deepiri/reorganize-mapping";
import { literal } from "../session/literal.js";
import type { Mapping } from "./mapping.js";

/** The mapping with the answers to its decisions in the queries that read them. */
export function putDecided(mapping: Mapping): Mapping {
  const put = Object.keys(mapping.decisions).map((name): Put => {
    const answers = JSON.stringify(mapping.decided[name] ?? {});
    return { place: allDecided(name), answers: `${literal(answers)}::jsonb` };
  });
  const within = (sql: string): string =>
    put.reduce((text, { place, answers }) => text.replaceAll(place, () => answers), sql);
  return {
    ...mapping,
    decisions: mapValues(mapping.decisions, (one) => ({ ...one, query: within(one.query) })),
    projections: mapValues(mapping.projections, (one) => ({
      ...one,
      query: within(one.query),
      back: mapValues(one.back, within),
      ...(one.numbersAfter !== undefined && { numbersAfter: within(one.numbersAfter) }),
      ...(one.before && { before: one.before.map(within) }),
      ...(one.after && { after: one.after.map(within) }),
      ...(one.undo && { undo: one.undo.map(within) }),
    })),
  };
}

interface Put {
  /** What stands in a query where the answers are read. */
  readonly place: string;
  /** SQL of the answers. */
  readonly answers: string;
}

function mapValues<Value>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
