import { plainName } from "../../catalog/table-name.js";
import type { Rehearsal } from "../rehearsal.js";
import { planPlaceholder } from "./placeholder.js";

/** Placeholder tables, whose names become views of the tables that they stood in for. */
export async function plan({
  readCatalog,
  mapping,
  perform,
  recordSources,
}: Rehearsal): Promise<void> {
  const here = await readCatalog();
  for (const [name, stoodFor] of Object.entries(mapping.placeholders)) {
    const [table, real] = [here.tables.get(name), here.tables.get(stoodFor)];
    if (!table || !real) continue;
    await perform(planPlaceholder(table, real, here));
    recordSources([{ from: plainName(table), columns: {}, merged: false, rows: table.rows }]);
  }
}
