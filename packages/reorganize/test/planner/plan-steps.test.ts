import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actionsBetween, readFacts } from "../../src/catalog/delta/facts.js";
import { isAboutRights } from "../../src/catalog/delta/object-id.js";
import { parseTableName } from "../../src/catalog/table-name.js";
import { titleOf } from "../../src/cli/step-text.js";
import { undoSteps } from "../../src/executor/undo-steps.js";
import { parkedName } from "../../src/ledger/parked.js";
import { stepKey } from "../../src/ledger/step-key.js";
import type { Source } from "../../src/plan/plan.js";
import { planSteps } from "../../src/planner/plan-steps.js";
import { Session } from "../../src/session/session.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { messyNames } from "../fixture/messy-names.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";
import { readContent } from "../fixture/read-content.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

const cases = messyNames.filter((name) => name !== "at-target");

type Actions = ReturnType<typeof actionsBetween>;

let target: OpenTarget;
let there: Awaited<ReturnType<typeof readFacts>>;
beforeAll(async () => {
  target = await openTarget();
  there = await readFacts(target.url);
});
afterAll(() => target.drop());

/** Extensions are not the planner's. */
const elsewhere = /EXTENSION/;

/** Roles belong to the whole server, where other tests make and drop them; rights are not planned. */
function isStructure(action: ReturnType<typeof actionsBetween>[number]): boolean {
  return !isAboutRights(action) && !action.sql.includes("_reorganize");
}

describe.each(cases)("the steps for %s", (name) => {
  test(
    "lead to the target's schema, and back to where it began, rows included",
    { timeout: 60_000 },
    () =>
      atMessyDatabase(name, async (url) => {
        const session = new Session(url);
        const [start, rows] = [await readFacts(url), await readContent(session)];
        try {
          const before = await countRows(session);
          const { steps, sources } = await planSteps(session, target, workspaceMapping);
          const changed = (await countSeeds(session)) - (await countQuarantine(session));
          const parked = await countParked(session, sources);
          expect(await countRows(session)).toBe(before + changed - parked);
          const ahead = actionsBetween(await readFacts(url), there);
          expect(missing(ahead)).toEqual([]);
          expect(strayIn(ahead)).toEqual([]);
          await undoSteps(session, { steps });
          const left = actionsBetween(await readFacts(url), start).filter(isStructure);
          expect(left.map(({ sql }) => sql)).toEqual([]);
          expect(await readContent(session)).toEqual(rows);
        } finally {
          await session.end();
        }
      }),
  );
});

test(
  "columns and tables that were renamed have NOT NULLs of the target's names",
  {
    timeout: 60_000,
  },
  () =>
    atMessyDatabase("cyrex-old", async (url) => {
      const session = new Session(url);
      const model = new Session(target.url);
      try {
        await planSteps(session, target, workspaceMapping);
        expect(await notNulls(session)).toEqual(await notNulls(model));
      } finally {
        await session.end();
        await model.end();
      }
    }),
);

/** Names of the NOT NULLs in schema cyrex; none on servers before 18. */
function notNulls(session: Session): Promise<unknown[]> {
  return session.query(`
    SELECT conrelid::pg_catalog.regclass::text AS "table", conname AS name FROM pg_catalog.pg_constraint
     WHERE contype = 'n' AND connamespace = 'cyrex'::pg_catalog.regnamespace ORDER BY 1, 2`);
}

test("a database that is at the target already needs no step", { timeout: 60_000 }, () =>
  atMessyDatabase("at-target", async (url) => {
    const session = new Session(url);
    const { steps } = await planSteps(session, target, workspaceMapping).finally(() =>
      session.end(),
    );
    expect(steps).toEqual([]);
  }),
);

test("every step is told in a sentence and names its lock", { timeout: 60_000 }, () =>
  atMessyDatabase(
    "init-34",
    async (url) => {
      const session = new Session(url);
      const { steps } = await planSteps(session, target, workspaceMapping).finally(() =>
        session.end(),
      );
      expect(steps.filter((step) => titleOf(step) === "" || step.lock === "")).toEqual([]);
      expect(new Set(steps.map(({ id }) => stepKey(id))).size).toBe(steps.length);
    },
    { broken: false, unmanaged: false },
  ),
);

/** Rows of all tables of people, histories left out. */
async function countRows(session: Session): Promise<number> {
  const [row] = await session.query<{ rows: string }>(`
    SELECT pg_catalog.sum((pg_catalog.xpath('/row/n/text()', pg_catalog.query_to_xml(
             pg_catalog.format('SELECT count(*) AS n FROM %I.%I', schemaname, tablename), false, true, '')))[1]::text::bigint) AS rows
      FROM pg_catalog.pg_tables
     WHERE schemaname !~ '^(pg_|_)' AND schemaname <> 'information_schema'`);
  return Number(row?.rows ?? 0);
}

async function countQuarantine(session: Session): Promise<number> {
  const [row] = await session.query<{ rows: string }>(
    "SELECT pg_catalog.count(*) AS rows FROM _reorganize.quarantine",
  );
  return Number(row?.rows);
}

/** Rows of tables that were set aside whole. */
async function countParked(session: Session, sources: readonly Source[]): Promise<number> {
  let rows = 0;
  for (const { from } of sources.filter(({ to }) => to === undefined)) {
    const [row] = await session.query<{ rows: string }>(
      `SELECT pg_catalog.count(*) AS rows FROM ${parkedName(parseTableName(from))}`,
    );
    rows += Number(row?.rows);
  }
  return rows;
}

async function countSeeds(session: Session): Promise<number> {
  const [row] = await session.query<{ rows: string }>(
    "SELECT pg_catalog.count(*) AS rows FROM _reorganize.originals WHERE step LIKE 'seed %'",
  );
  return Number(row?.rows);
}

/** What pg-delta would still make or alter to reach the target. */
function missing(actions: Actions): string[] {
  return actions
    .filter((action) => action.verb !== "drop" && isStructure(action))
    .filter(({ sql }) => !elsewhere.test(sql))
    .map(({ sql }) => sql);
}

/** What is on the target's own tables and not the target's, but for what finalize takes away and a stranger's trigger. */
function strayIn(actions: Actions): string[] {
  return actions
    .filter(({ sql }) => !/_reorganize|announce_task_change/.test(sql))
    .filter(({ verb, destroys }) => {
      const [id] = destroys;
      return (
        verb === "drop" &&
        id !== undefined &&
        "table" in id &&
        target.owners.has(`${id.schema}.${id.table}`)
      );
    })
    .map(({ sql }) => sql);
}
