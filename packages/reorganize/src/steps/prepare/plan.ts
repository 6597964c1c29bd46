import type { Catalog, Table } from "../../catalog/catalog.js";
import { parseTableName } from "../../catalog/table-name.js";
import type { Session } from "../../session/session.js";
import type { Rehearsal } from "../rehearsal.js";
import { planSchemas } from "./create-schemas.js";
import { refuseCatalogTables } from "./refuse-catalog-tables.js";
import { refuseComputed } from "./refuse-computed.js";
import { refuseDomains } from "./refuse-domains.js";
import { refuseHeirs } from "./refuse-heirs.js";
import { refuseObjectNames } from "./refuse-object-names.js";
import { refuseOtherKeys } from "./refuse-other-keys.js";
import { refuseOtherTexts } from "./refuse-other-texts.js";
import { refuseReplicas } from "./refuse-replicas.js";
import { refuseRowsWithin } from "./refuse-rows-within.js";
import { refuseTaken } from "./refuse-taken.js";
import { refuseTooWide } from "./refuse-too-wide.js";
import { refuseUnenforced } from "./refuse-unenforced.js";
import { refuseWriteRules } from "./refuse-write-rules.js";
import { planUnprovenChecks } from "./unproven-checks.js";

/** The schemas that the target has and the database lacks, and the CHECKs that no row may have to obey. */
export async function plan(rehearsal: Rehearsal): Promise<void> {
  const { copy, target, ours, assigned, perform } = rehearsal;
  await refuseTaken(rehearsal);
  await refuseUnenforced(copy, assigned);
  const sources = [...assigned.values()].flat().map(({ table }) => table);
  refuseComputed(rehearsal);
  refuseOtherKeys(rehearsal);
  await refuseTooWide(rehearsal);
  await refuseHeirs(copy, sources);
  await refuseCatalogTables(copy, sources);
  await refuseWriteRules(copy, assigned);
  await refuseReplicas(copy, assigned);
  await refuseDomains(copy, sources);
  await refuseOtherTexts(rehearsal);
  await refuseObjectNames(copy, sources);
  await refuseRowsWithin(copy, reshaped(assigned, target.catalog));
  const schemas = [...ours].map((name) => parseTableName(name).schema);
  await perform(planSchemas(await readSchemas(copy), schemas));
  await perform(await planUnprovenChecks(copy, sources));
}

/** Sources whose columns are not those of their table of the target. */
function reshaped(assigned: Rehearsal["assigned"], { tables }: Catalog): Table[] {
  const columnsOf = (table: Table | undefined): string =>
    JSON.stringify((table?.columns ?? []).map(({ name, type }) => [name, type]).sort());
  return [...assigned].flatMap(([name, sources]) =>
    sources
      .map(({ table }) => table)
      .filter((table) => columnsOf(table) !== columnsOf(tables.get(name))),
  );
}

async function readSchemas(session: Session): Promise<Set<string>> {
  const rows = await session.query<{ nspname: string }>(
    "SELECT nspname FROM pg_catalog.pg_namespace",
  );
  return new Set(rows.map(({ nspname }) => nspname));
}
