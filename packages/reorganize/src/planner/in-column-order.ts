import type { Catalog } from "../catalog/catalog.js";
import type { Action } from "../catalog/delta/action.js";
import { keyOf } from "../catalog/delta/object-id.js";

/**
 * The actions in an order in which every table gets its columns in that of the catalog, which
 * pg-delta does not keep: programs that name no columns, and compatibility views, depend on it.
 */
export function inColumnOrder(actions: readonly Action[], { tables }: Catalog): Action[] {
  const neighbours = new Map(
    [...tables.values()].flatMap(({ schema, name: table, columns }) => {
      const keys = columns.map(({ name }) => keyOf({ kind: "column", schema, table, name }));
      return keys.slice(1).map((key, index) => [key, keys[index] as string] as const);
    }),
  );
  const made = actions.map(({ produces }) => produces.map(keyOf));
  const missing = new Set(made.flat());
  const needs = actions.map(({ consumes }, index) => [
    ...consumes.map(keyOf),
    ...(made[index] ?? []).flatMap((key) => neighbours.get(key) ?? []),
  ]);
  const waiting = actions.map((_, index) => index);
  const ordered: Action[] = [];
  while (waiting.length > 0) {
    const ready = waiting.findIndex((index) => {
      const own = made[index] ?? [];
      return (needs[index] ?? []).every((key) => !missing.has(key) || own.includes(key));
    });
    // In a dependency cycle, which pg-delta would have made itself, its own order stands.
    const [index] = waiting.splice(Math.max(ready, 0), 1) as [number];
    for (const key of made[index] ?? []) missing.delete(key);
    ordered.push(actions[index] as Action);
  }
  return ordered;
}
