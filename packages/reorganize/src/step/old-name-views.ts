import { plainName } from "../inventory/catalogue.js";
import type { OldNameView } from "./old-name-view.js";

/** The views at the old names of each table, by `schema.table` as it is now; twins leave one each. */
export type OldNameViews = ReadonlyMap<string, readonly OldNameView[]>;

/** The same views, by the table that they show. */
export function byTable(views: readonly OldNameView[]): OldNameViews {
  const found = new Map<string, OldNameView[]>();
  for (const view of views) {
    const name = plainName(view.to);
    found.set(name, [...(found.get(name) ?? []), view]);
  }
  return found;
}
