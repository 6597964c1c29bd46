import { type Catalog, plainName, readCatalog, type Table } from "../../catalog/catalog.js";
import { assignSources } from "../../findings/assign-sources.js";
import type { Source } from "../../plan/plan.js";
import type { Session } from "../../session/session.js";
import { withSession } from "../../session/with-session.js";
import { type PlannedTwins, planTwins, type Twins } from "../merge/merge-twins.js";
import { planPlaceholder } from "../park/park-table.js";
import { planSchemas } from "../prepare/create-schemas.js";
import { type Rehearsal, schemaOf } from "../rehearsal.js";
import { inOrder, isMoved, keepsView, type Move, planMove } from "../relocate/move.js";
import { planTypeMoves } from "../relocate/move-type.js";
import { planRenames } from "../rename/rename.js";
import { planNotNullNames } from "../rename/rename-not-null.js";
import { byTable, type CompatibilityViews } from "../shared/compatibility-views.js";

/**
 * Brings every table to its place and everything of it to its name.
 *
 * @returns the views that stay at old names
 */
export async function takePlaces(rehearsal: Rehearsal): Promise<CompatibilityViews> {
  const { copy, target, ours, perform, become } = rehearsal;
  const { moves, twins } = movesOf(await readCatalog(copy), rehearsal);
  await perform(planSchemas(await readSchemas(copy), [...ours].map(schemaOf)));
  await perform(inOrder(moves.filter(isMoved)).map(planMove));
  await perform(planTypeMoves(await readCatalog(copy), target.catalog));
  become(moves.map(movedSource));
  const merged: PlannedTwins[] = [];
  for (const { to, sources } of twins) merged.push(await planTwins({ copy, perform, to, sources }));
  become(merged.flatMap(({ sources }) => sources));
  await perform(planRenames(await readCatalog(copy), target.catalog, ours));
  await perform(await withSession(target.url, (there) => planNotNullNames(copy, there, ours)));
  return byTable([...moves.filter(keepsView), ...merged.flatMap(({ views }) => views)]);
}

/** Sets aside tables that stood in for others, whose views take their names. */
export async function replacePlaceholders(rehearsal: Rehearsal): Promise<void> {
  const here = await readCatalog(rehearsal.copy);
  for (const [name, stoodFor] of Object.entries(rehearsal.mapping.placeholders)) {
    const [table, real] = [here.tables.get(name), here.tables.get(stoodFor)];
    if (!table || !real) continue;
    await rehearsal.perform(planPlaceholder(table, real, here));
    rehearsal.become([{ from: plainName(table), columns: {}, merged: false, rows: table.rows }]);
  }
}

/** What moves as it is, and what becomes one table of several. */
function movesOf(
  source: Catalog,
  { target, mapping }: Rehearsal,
): { readonly moves: readonly Move[]; readonly twins: readonly Pick<Twins, "to" | "sources">[] } {
  const assigned = assignSources(source, target.catalog, target.owners.keys(), mapping);
  const isTaken = (from: string, to: string): boolean => from !== to && target.owners.has(from);
  const places = [...assigned].map(([name, sources]) => ({
    to: target.catalog.tables.get(name) as Table,
    sources: sources.map((one) => ({ ...one, isNameTaken: isTaken(plainName(one.table), name) })),
  }));
  return {
    moves: places.flatMap(({ to, sources: [first, second] }) =>
      first && !second ? [{ ...first, to }] : [],
    ),
    twins: places.filter(({ sources }) => sources.length > 1),
  };
}

function movedSource({ table, to, rename }: Move): Source {
  return {
    from: plainName(table),
    to: plainName(to),
    columns: Object.fromEntries(rename),
    merged: false,
    rows: table.rows,
  };
}

async function readSchemas(session: Session): Promise<Set<string>> {
  const rows = await session.query<{ nspname: string }>(
    "SELECT nspname FROM pg_catalog.pg_namespace",
  );
  return new Set(rows.map(({ nspname }) => nspname));
}
