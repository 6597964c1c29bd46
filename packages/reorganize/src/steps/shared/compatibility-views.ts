import { plainName } from "../../catalog/catalog.js";
import type { CompatibilityView } from "./compatibility-view.js";

/** The views at the old names of each table, by `schema.table` as it is now; twins leave one each. */
export type CompatibilityViews = ReadonlyMap<string, readonly CompatibilityView[]>;

/** The same views, by the table that they show. */
export function byTable(views: readonly CompatibilityView[]): CompatibilityViews {
  const found = new Map<string, CompatibilityView[]>();
  for (const view of views) {
    const name = plainName(view.to);
    found.set(name, [...(found.get(name) ?? []), view]);
  }
  return found;
}
