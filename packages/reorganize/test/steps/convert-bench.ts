import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase } from "@deepiri/test-database";
import type pg from "pg";
import type { Table } from "../../src/catalog/catalog.js";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import type { Plan } from "../../src/plan/plan.js";
import type { Step } from "../../src/plan/step.js";
import { queryable } from "../../src/session/queryable.js";
import { Session } from "../../src/session/session.js";

/** A database with some tables, a session of the reorganization, and a program. */
export interface Bench {
  readonly url: string;
  readonly session: Session;
  readonly program: pg.Client;
  readonly table: (name: string) => Promise<Table>;
}

/** Runs `body` on an empty database in which `sql` was run. */
export async function withBench(sql: string, body: (bench: Bench) => Promise<void>): Promise<void> {
  const { url, drop } = await createEmptyDatabase();
  const session = new Session(url);
  const program = await connectOnce(url, { applicationName: "program" });
  try {
    await program.query("SET search_path = ''");
    await program.query(sql);
    await body({ url, session, program, table: (name) => tableOf(program, name) });
  } finally {
    await session.end();
    await program.end();
    await drop();
  }
}

async function tableOf(program: pg.Client, name: string): Promise<Table> {
  const table = (await readCatalog(queryable(program))).tables.get(name);
  if (!table) throw new Error(`there is no table ${name}`);
  return table;
}

/** A plan of these steps, written down in the database. */
export async function begin(session: Session, steps: readonly Step[]): Promise<Plan> {
  const plan: Plan = {
    format: 1,
    database: "bench",
    source: "",
    target: "",
    steps,
    sources: [],
    decisions: [],
    unmanaged: [],
    losses: [],
    warnings: [],
  };
  await beginJournal(session, plan, "hash");
  return plan;
}

/** What a table is by its catalog, the order of its columns aside. */
export function shapeOf({ columns, constraints, indexes }: Table) {
  const sorted = [...columns].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { columns: sorted, constraints, indexes };
}

/** Everything that a conversion makes for a time. */
export async function leavings(program: pg.Client): Promise<string[]> {
  const { rows } = await program.query<{ name: string }>(`
    SELECT tgname AS name FROM pg_catalog.pg_trigger WHERE tgname LIKE '%_reorganize'
    UNION ALL SELECT proname FROM pg_catalog.pg_proc WHERE proname LIKE '%_reorganize'
    UNION ALL SELECT conname FROM pg_catalog.pg_constraint WHERE conname LIKE '%_reorganize'
    UNION ALL SELECT relname FROM pg_catalog.pg_class WHERE relname LIKE '%_reorganize'
    UNION ALL SELECT attname FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_class ON oid = attrelid
     WHERE attname LIKE '%_reorganize' AND relkind = 'r'`);
  return rows.map(({ name }) => name);
}
