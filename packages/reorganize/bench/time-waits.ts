import { setTimeout as pause } from "node:timers/promises";
import { type Waits as Felt, type Load, type Subject, underLoad } from "@deepiri/bench";
import { quoteIdentifier, quoteTable, sqlState } from "@deepiri/database";
import { buildMessyDatabase } from "@deepiri/reorganize-demo";
import type pg from "pg";
import { primaryKey, sqlName, type Table } from "../src/catalog/catalog.js";
import { readCatalog } from "../src/catalog/read-catalog.js";
import { stepKey } from "../src/ledger/step-key.js";
import { applyPlan } from "../src/lifecycle/apply.js";
import type { Plan } from "../src/plan/plan.js";
import { makePlan } from "../src/planner/make-plan.js";
import { queryable } from "../src/session/queryable.js";
import { withSession } from "../src/session/with-session.js";
import { type Databases, withClient } from "./databases.js";

/** What the clients felt of something, in milliseconds. */
export interface Waits extends Omit<Felt, "slowest"> {
  /** The statement that took longest, and the steps that ran meanwhile. */
  readonly slowest: { readonly sql: string; readonly during: readonly string[] };
}

/** A whole reorganization, beside the same tables copied and dropped, and beside nothing at all. */
export interface WaitTimes {
  readonly rows: number;
  readonly tables: number;
  readonly idle: Waits;
  readonly reorganize: Waits;
  readonly copyAndDrop: Waits;
}

const messy = "everything";

/** How many rows there are in all for each that the demo is asked for. */
const rowsForOne = 36;

/** Measures the waits of readers and writers of the old names in a messy database of so many rows in all. */
export async function timeWaits(databases: Databases, rows: number): Promise<WaitTimes> {
  const each = Math.max(40, Math.round(rows / rowsForOne));
  const source = await databases.create("messy");
  await buildMessyDatabase(source, messy, { rows: each, unmanaged: false });
  await withClient(source, (client) => client.query("VACUUM ANALYZE"));
  const plan = await makePlan(source);
  const subjects = await withClient(source, (client) => readSubjects(client, plan));
  const under = async (work: Work): Promise<Waits> => {
    const url = await databases.create("under_load", "messy");
    const load = { url, subjects, readers: 3, writers: 3 };
    return feel(load, (ran) => work(url, ran)).finally(() => databases.drop("under_load"));
  };
  return {
    rows: plan.sources.reduce((sum, one) => sum + one.rows, 0),
    tables: plan.sources.length,
    idle: await under(() => pause(5_000)),
    reorganize: await under((url, ran) =>
      withSession(url, (session) =>
        applyPlan(session, plan, {
          onEvent: (event) => {
            if (event.kind === "ended") ran(stepKey(event.step.id), event.milliseconds);
          },
        }),
      ),
    ),
    copyAndDrop: await under((url) => withClient(url, (client) => copyAndDrop(client, plan))),
  };
}

/** Something done to a database while clients use it; it says which step has just ended, and how long it took. */
type Work = (url: string, ran: (step: string, milliseconds: number) => void) => Promise<unknown>;

/** The largest tables that have a key of one column, by their old names. */
async function readSubjects(client: pg.Client, { sources }: Plan): Promise<Subject[]> {
  const { tables } = await readCatalog(queryable(client));
  const largest = [...sources].sort((a, b) => b.rows - a.rows).map(({ from }) => tables.get(from));
  const usable = largest.filter(
    (one): one is Table => one !== undefined && primaryKey(one).length === 1,
  );
  const subjects: Subject[] = [];
  for (const table of usable.slice(0, 12)) {
    const [key] = primaryKey(table) as [string];
    const { rows } = await client.query(
      `SELECT ${quoteIdentifier(key)}::text AS key FROM ${sqlName(table)} ORDER BY pg_catalog.random() LIMIT 500`,
    );
    subjects.push({ name: sqlName(table), key, keys: rows.map((row) => row.key) });
  }
  return subjects;
}

/** What the clients feel while `work` is done, and during which steps it was most. */
async function feel(
  load: Load,
  work: (ran: Parameters<Work>[1]) => Promise<unknown>,
): Promise<Waits> {
  const steps: { id: string; began: number; ended: number }[] = [];
  const { slowest, ...waits } = await underLoad(load, () =>
    work((id, took) => steps.push({ id, began: Date.now() - took, ended: Date.now() })),
  );
  return {
    ...waits,
    slowest: {
      sql: slowest.sql,
      during: steps
        .filter(({ began, ended }) => began < slowest.began + slowest.took && ended > slowest.began)
        .map(({ id }) => id),
    },
  };
}

/**
 * As the old documents propose, in one transaction, and only the tables with their indexes: neither
 * keys nor triggers nor the target's rules, which would take longer still. Each table is locked before
 * it is copied, since what is written to it meanwhile would be lost.
 */
async function copyAndDrop(client: pg.Client, plan: Plan): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await copyAll(client, plan);
    } catch (error) {
      // So many locks in one transaction are bound to meet those of a client crosswise.
      if ((error as pg.DatabaseError).code !== sqlState.deadlockDetected || attempt === 10)
        throw error;
      await client.query("ROLLBACK");
    }
  }
}

async function copyAll(client: pg.Client, { sources }: Plan): Promise<void> {
  const { tables } = await readCatalog(queryable(client));
  await client.query("BEGIN; CREATE SCHEMA copied");
  for (const { from } of sources) {
    const table = tables.get(from);
    if (table) await client.query(copySql(table));
  }
  await client.query("COMMIT");
}

function copySql(table: Table): string {
  const [old, copy] = [sqlName(table), quoteTable("copied", table.name)];
  return [
    `LOCK TABLE ${old} IN ACCESS EXCLUSIVE MODE`,
    `CREATE TABLE ${copy} AS TABLE ${old}`,
    ...table.indexes.map(({ definition }) =>
      definition.replace(/ ON .* USING /, ` ON ${copy} USING `),
    ),
    `DROP TABLE ${old} CASCADE`,
    `ALTER TABLE ${copy} SET SCHEMA ${table.schema}`,
  ].join(";\n");
}
