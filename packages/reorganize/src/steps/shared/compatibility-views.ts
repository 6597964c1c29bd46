import { plainName } from "../../catalog/table-name.js";
import type { CompatibilityView } from "./compatibility-view.js";

/** The compatibility views of each table, by `schema.table` as it is now; twins leave one each. */
export type CompatibilityViews = ReadonlyMap<string, readonly CompatibilityView[]>;

/** The same views and more. */
export function withViews(
  known: CompatibilityViews,
  views: readonly CompatibilityView[],
): CompatibilityViews {
  const found = new Map(known);
  for (const view of views) {
    const name = plainName(view.to);
    found.set(name, [...(found.get(name) ?? []), view]);
  }
  return found;
}
