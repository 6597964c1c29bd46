import { applySteps } from "../apply/apply.js";
import { beginJournal } from "../apply/journal.js";
import { plainName, readCatalogue } from "../inventory/catalogue.js";
import type { Mapping } from "../mapping/mapping.js";
import type { Session } from "../session/session.js";
import { isMoved, leavesItsName, type Move, planMove } from "../step/move.js";
import { planTypeMoves } from "../step/move-type.js";
import { planSchemas } from "../step/prepare.js";
import { planRenames } from "../step/rename.js";
import { planRepairs } from "../step/repair/plan-repairs.js";
import { planReshape } from "../step/reshape/plan-reshape.js";
import type { Target } from "../target/with-target.js";
import { assignSources } from "./assign-sources.js";
import { actionsBetween, readFacts } from "./facts.js";
import type { Plan, Source, Step } from "./plan.js";
import { readStrangeTriggers } from "./strange-triggers.js";

/** What is to be done, and what it makes of each table. */
export interface PlannedSteps {
  readonly steps: readonly Step[];
  readonly sources: readonly Source[];
}

/**
 * Makes the steps that bring the schema of a database to the target, by doing each of them on a
 * scratch copy: what comes next is read from PostgreSQL's catalogue, never guessed. The copy ends at
 * the target and keeps the journal of all steps, so undoing them can be rehearsed on it as well.
 *
 * @param copy a session on the scratch copy; its database is changed
 */
export async function planSteps(
  copy: Session,
  target: Target,
  mapping: Mapping,
): Promise<PlannedSteps> {
  const ours = new Set(target.owners.keys());
  const steps: Step[] = [];
  const add = async (next: readonly Step[]): Promise<void> => {
    steps.push(...next);
    await applySteps(copy, { steps } as unknown as Plan);
  };
  await beginJournal(copy, {}, "rehearsal");
  const moves = movesOf(await readCatalogue(copy), target, mapping);
  await add(planSchemas(await readSchemas(copy), [...ours].map(schemaOf)));
  await add(moves.filter(isMoved).map(planMove));
  await add(planTypeMoves(await readCatalogue(copy), target.catalogue));
  await add(planRenames(await readCatalogue(copy), target.catalogue, ours));
  await add(planRepairs(await readCatalogue(copy), target.catalogue, ours, mapping));
  const [here, there] = [await readFacts(copy.url), await readFacts(target.url)];
  await add(
    planReshape({
      there: actionsBetween(here, there),
      back: actionsBetween(there, here),
      from: await readCatalogue(copy),
      to: target.catalogue,
      ours,
      strangers: await readStrangeTriggers(copy, target),
      views: new Map(
        moves.filter(leavesItsName).map((move) => [`${move.to.schema}.${move.to.name}`, move]),
      ),
    }),
  );
  return { steps, sources: moves.map(sourceOf) };
}

function sourceOf({ table, to, rename }: Move): Source {
  return {
    from: plainName(table),
    to: plainName(to),
    columns: Object.fromEntries(rename),
    merged: false,
    rows: table.rows,
  };
}

type Catalogue = Awaited<ReturnType<typeof readCatalogue>>;

/** The first source of each target table keeps its rows in place. */
function movesOf(source: Catalogue, target: Target, mapping: Mapping): Move[] {
  const assigned = assignSources(source, target.catalogue, target.owners.keys(), mapping);
  return [...assigned].flatMap(([name, [first]]) => {
    const wanted = target.catalogue.tables.get(name);
    return first && wanted
      ? [
          {
            table: first.table,
            to: { schema: wanted.schema, name: wanted.name },
            rename: first.rename,
          },
        ]
      : [];
  });
}

async function readSchemas(session: Session): Promise<Set<string>> {
  const rows = await session.query<{ nspname: string }>(
    "SELECT nspname FROM pg_catalog.pg_namespace",
  );
  return new Set(rows.map(({ nspname }) => nspname));
}

function schemaOf(table: string): string {
  return table.split(".")[0] as string;
}
