import { readCatalogue } from "../inventory/catalogue.js";
import type { Plan } from "../plan/plan.js";
import type { Session } from "../session/session.js";
import { readBaselines } from "./baseline.js";
import { lostSources, placesOf } from "./place.js";
import type { Problem, Verification } from "./verification.js";
import { verifyTable } from "./verify-table.js";

/**
 * Compares every row with what it was when the plan began, through renames, moves, conversions and
 * repairs, while programs go on writing. It changes nothing.
 */
export async function verify(session: Session, plan: Plan): Promise<Verification> {
  const baselines = await readBaselines(session);
  const catalogue = await readCatalogue(session);
  const places = placesOf(plan, baselines, catalogue);
  const problems: Problem[] = lostSources(places, baselines).map(({ relation }) => ({
    about: "baseline",
    object: relation,
    what: "its rows are nowhere to be found",
  }));
  const tables = [];
  for (const place of places) tables.push(await verifyTable(session, plan, place, catalogue));
  return { tables, problems, ok: problems.length === 0 && tables.every(({ ok }) => ok) };
}
