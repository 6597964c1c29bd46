import { type Catalog, plainName } from "../catalog/catalog.js";
import { readCatalog } from "../catalog/read-catalog.js";
import { readJournal } from "../ledger/journal.js";
import { readParkedTables } from "../ledger/parked-tables.js";
import type { Plan } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import type { Baseline } from "./baseline.js";
import { lostSources, type Place, placesOf } from "./place.js";
import type { TableVerification } from "./verification.js";
import { verifyTable } from "./verify-table.js";

/** Where all rows are at one moment. */
interface Look {
  readonly catalog: Catalog;
  readonly places: readonly Place[];
  /** Tables whose rows are on their way into another one, and those others. */
  readonly merging: readonly string[];
  /** Which steps were begun, done or being undone by then, as one text. */
  readonly moment: string;
}

/** The rows of all tables, compared. */
export interface ComparedRows {
  readonly tables: readonly TableVerification[];
  readonly merging: readonly string[];
  readonly lost: readonly Baseline[];
}

/**
 * Compares the rows of every table, also while a plan is being applied: what seems to differ counts
 * only if no step came or went meanwhile, else it is looked for again where it is by then.
 */
export async function verifyRows(
  session: Session,
  plan: Plan,
  baselines: readonly Baseline[],
): Promise<ComparedRows> {
  let look = await lookAround(session, plan, baselines);
  const tables = new Map<string, TableVerification>();
  for (const [first] of look.places.map(({ sources }) => sources)) {
    for (;;) {
      const place = look.places.find(({ sources }) => sources.includes(first as Baseline));
      if (!place || isMerging(place, look)) break;
      const found = await tryToVerify(session, plan, place, look);
      const next = "ok" in found && found.ok ? look : await lookAround(session, plan, baselines);
      if (next.moment === look.moment) {
        if ("error" in found) throw found.error;
        tables.set(plainName(place.table), found);
        break;
      }
      look = next;
    }
  }
  const { places, merging } = look;
  return { tables: [...tables.values()], merging, lost: lostSources(places, baselines) };
}

async function lookAround(
  session: Session,
  plan: Plan,
  baselines: readonly Baseline[],
): Promise<Look> {
  const journal = await readJournal(session);
  const states = [...journal.values()].map(({ step, state }) => `${state} ${step}`);
  const catalog = await readCatalog(session);
  const oids = baselines.map(({ oid }) => oid);
  const parked = await readParkedTables(session, oids);
  return {
    catalog,
    places: placesOf(plan, baselines, { catalog, parked }),
    merging: mergingOf(plan, states),
    moment: states.sort().join("\n"),
  };
}

/** Twins that are being merged, or whose merge is being undone, and the tables they go into. */
function mergingOf({ sources }: Plan, states: readonly string[]): string[] {
  const isUnderway = (twin: string): boolean =>
    states.some((one) => one.endsWith(` watch ${twin}`) || one.endsWith(` copy ${twin}`)) &&
    !states.includes(`done swap ${twin}`);
  return sources
    .filter(({ from, merged }) => merged && isUnderway(from))
    .flatMap(({ from, to }) => [from, ...(to === undefined ? [] : [to])]);
}

function isMerging({ sources }: Place, { merging }: Look): boolean {
  return sources.some(({ relation, to }) =>
    [relation, to].some((name) => name !== null && merging.includes(name)),
  );
}

/** A table may leave its place while it is read. */
async function tryToVerify(
  session: Session,
  plan: Plan,
  place: Place,
  { catalog }: Look,
): Promise<TableVerification | { readonly error: unknown }> {
  try {
    return await verifyTable(session, plan, place, catalog);
  } catch (error) {
    return { error };
  }
}
