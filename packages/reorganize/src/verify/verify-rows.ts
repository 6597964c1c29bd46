import type { Catalog } from "../catalog/catalog.js";
import { readCatalog } from "../catalog/read-catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Baseline } from "../ledger/baseline.js";
import { type Journal, readJournal } from "../ledger/journal.js";
import { mergeStep } from "../ledger/merge-step.js";
import { readParkedTables } from "../ledger/parked-tables.js";
import { stepKey } from "../ledger/step-key.js";
import type { Plan } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import { type Contents, locateContents, lostSources } from "./contents.js";
import type { TableVerification } from "./verification.js";
import { verifyTable } from "./verify-table.js";

/** Where all rows are at one moment. */
interface Situation {
  readonly catalog: Catalog;
  readonly contents: readonly Contents[];
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
 * only if no step began or ended meanwhile, else the rows are located again and compared once more.
 */
export async function verifyRows(
  session: Session,
  plan: Plan,
  baselines: readonly Baseline[],
): Promise<ComparedRows> {
  let situation = await readSituation(session, plan, baselines);
  const tables = new Map<string, TableVerification>();
  for (const [first] of situation.contents.map(({ sources }) => sources)) {
    for (;;) {
      const contents = situation.contents.find(({ sources }) =>
        sources.includes(first as Baseline),
      );
      if (!contents || isMerging(contents, situation)) break;
      const found = await tryToVerify(session, plan, contents);
      const next =
        "ok" in found && found.ok ? situation : await readSituation(session, plan, baselines);
      if (next.moment === situation.moment) {
        if ("error" in found) throw found.error;
        tables.set(plainName(contents.table), found);
        break;
      }
      situation = next;
    }
  }
  const { contents, merging } = situation;
  return { tables: [...tables.values()], merging, lost: lostSources(contents, baselines) };
}

async function readSituation(
  session: Session,
  plan: Plan,
  baselines: readonly Baseline[],
): Promise<Situation> {
  const journal = await readJournal(session);
  const catalog = await readCatalog(session);
  const oids = baselines.map(({ oid }) => oid);
  const parked = await readParkedTables(session, oids);
  const states = [...journal.values()].map(({ step, state }) => `${state} ${step}`);
  return {
    catalog,
    contents: locateContents(plan, baselines, { catalog, parked }),
    merging: mergingOf(plan, journal),
    moment: states.sort().join("\n"),
  };
}

/** Twins that are being merged, or whose merge is being undone, and the tables they go into. */
function mergingOf({ sources }: Plan, journal: Journal): string[] {
  const isUnderway = (twin: string): boolean =>
    [mergeStep("dual-write", twin), mergeStep("copy", twin)].some((id) =>
      journal.has(stepKey(id)),
    ) && journal.get(stepKey(mergeStep("cut over", twin)))?.state !== "done";
  return sources
    .filter(({ from, merged }) => merged && isUnderway(from))
    .flatMap(({ from, to }) => [from, ...(to === undefined ? [] : [to])]);
}

function isMerging({ sources }: Contents, { merging }: Situation): boolean {
  return sources.some(({ relation, to }) =>
    [relation, to].some((name) => name !== null && merging.includes(name)),
  );
}

/** A table may be moved or dropped while it is read. */
async function tryToVerify(
  session: Session,
  plan: Plan,
  contents: Contents,
): Promise<TableVerification | { readonly error: unknown }> {
  try {
    return await verifyTable(session, plan, contents);
  } catch (error) {
    return { error };
  }
}
