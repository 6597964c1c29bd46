import { noSweeps } from "@deepiri/vitest/skip";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Catalog } from "../../src/catalog/catalog.js";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { applySteps } from "../../src/executor/apply-steps.js";
import { undoSteps } from "../../src/executor/undo-steps.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import type { Plan } from "../../src/plan/plan.js";
import { Session } from "../../src/session/session.js";
import { planConversions } from "../../src/steps/convert/convert-columns.js";
import { planNewTypes } from "../../src/steps/convert/new-types.js";
import { planRepairs } from "../../src/steps/repair/plan.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";
import { startObligations } from "./obligation-programs.js";

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.drop());

const converted = [
  "intelligence.contracts.status",
  "intelligence.leases.status",
  "intelligence.obligation_dependencies.dependency_type",
  "intelligence.obligations.obligation_type",
  "intelligence.obligations.status",
];

const tables = [
  "intelligence.leases",
  "intelligence.contracts",
  "intelligence.obligations",
  "intelligence.obligation_dependencies",
];

it(
  "gives init's intelligence its enum types without a rewrite, while programs read and write",
  {
    timeout: 120_000,
  },
  () =>
    atMessyDatabase(
      "init-34",
      async (url) => {
        const session = new Session(url);
        try {
          await beginJournal(session, {}, "of this test");
          const plan = await planOf(session);
          const [files, content] = [await filesOf(session), await contentOf(session)];
          const programs = await startObligations(url, 3);
          for (const work of [applySteps, undoSteps, applySteps])
            await work(session, plan).catch(async (error) => {
              await programs.stop();
              throw error;
            });
          const { ledger, errors, statements, longestMs } = await programs.stop();
          expect(errors).toEqual([]);
          expect(statements).toBeGreaterThan(300);
          expect(longestMs).toBeLessThan(1_000);
          expect(await filesOf(session)).toEqual(files);
          expect(await contentOf(session)).toEqual(content);
          expect(await written(session)).toEqual(ledger);
          expect(unlike(await readCatalog(session))).toEqual([]);
        } finally {
          await session.end();
        }
      },
      { rows: noSweeps ? 3_000 : 10_000, broken: true, unmanaged: false },
    ),
);

async function planOf(session: Session): Promise<Plan> {
  const here = await readCatalog(session);
  const before = [
    ...planRepairs(here, target.catalog, new Set(tables), workspaceMapping),
    ...planNewTypes(here, target.catalog),
  ];
  await applySteps(session, { steps: before });
  const from = await readCatalog(session);
  const ours = new Set(target.owners.keys());
  const steps = await planConversions(session, from, target.catalog, ours, new Map());
  const swaps = steps.filter(({ id }) => id.action === "convert swap");
  expect(swaps.map(({ id }) => id.on)).toEqual([...converted].sort());
  return { steps: [...before, ...steps] } as unknown as Plan;
}

/** Of the converted columns, those with another type or default than the target's. */
function unlike({ tables }: Catalog): string[] {
  return converted.filter((name) => {
    const [schema, table, column] = name.split(".");
    const [here, there] = [tables, target.catalog.tables].map((all) =>
      all.get(`${schema}.${table}`)?.columns.find((one) => one.name === column),
    );
    return here?.type !== there?.type || here?.default !== there?.default;
  });
}

/** Where the rows lie: a rewrite puts them into another file. */
function filesOf(session: Session) {
  return session.query(`
    SELECT oid::int, pg_catalog.pg_relation_filenode(oid)::int AS file FROM pg_catalog.pg_class
     WHERE relkind = 'r' AND relnamespace = 'intelligence'::regnamespace ORDER BY oid`);
}

/** Of the rows that were there; times that are repaired become the time of the repair. */
async function contentOf(session: Session): Promise<unknown[]> {
  const content: unknown[] = [];
  for (const table of tables)
    content.push(
      await session.query(`SELECT pg_catalog.to_jsonb(r) - 'created_at' - 'updated_at' AS row FROM ${table} AS r
        WHERE pg_catalog.to_jsonb(r) ->> 'description' IS DISTINCT FROM 'Program' ORDER BY id`),
    );
  return content;
}

async function written(session: Session): Promise<Map<string, string>> {
  const rows = await session.query<{ id: string; status: string }>(
    "SELECT id, status::text FROM intelligence.obligations WHERE description = 'Program'",
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}
