import { randomBytes } from "node:crypto";
import { rawClient } from "@deepiri/database";
import fc from "fast-check";
import type pg from "pg";
import { type FuzzedTenant, literal, seedRows } from "./seed.js";
import { type Acting, type Step, statementOf, steps } from "./statement.js";
import { type FuzzedTable, readSubject, type Subject } from "./subject.js";

/** A test database with a pool that owns nothing; one of `useTestDatabase` is such. */
export interface FuzzedDatabase {
  /** Acts as the package's role. */
  readonly pool: pg.Pool;
  /** A superuser's. */
  readonly owner: pg.Pool;
}

export interface FuzzOptions {
  /** Whose isolated tables are tried. */
  readonly schema: string;
  /** Statements to try; 1 000, and 100 000 with TEST_SWEEPS=1. `FUZZ_STATEMENTS=100000` is above all. */
  readonly statements?: number;
  /** Three tenants' ids, of the columns' type; uuids if left out. */
  readonly tenants?: readonly [string, string, string];
  /** Makes rows of a tenant, with the canary in their texts; from the catalogue if left out. */
  readonly seed?: (tenant: FuzzedTenant, owner: pg.Pool) => Promise<void>;
}

/** Of a test of the fuzzer: as long as so many statements may take on a slow machine. */
export const fuzzPatience = {
  timeout: process.env.FUZZ_STATEMENTS || process.env.TEST_SWEEPS === "1" ? 7_200_000 : 120_000,
};

const uuids = ["a", "b", "c"].map((one) => `${one.repeat(8)}-0000-4000-8000-000000000000`);

/**
 * Tries generated statements of two tenants on two connections at once, and throws with the smallest steps
 * by which a row of another tenant was seen, in a result or an error, or changed. The third tenant never
 * acts, so nothing of his may change at all. Returns how many statements were sent.
 *
 * Its rows stay, so give it a database of its own. `PROPERTY_SEED=7` tries the same steps again.
 */
export async function fuzzTenants(db: FuzzedDatabase, options: FuzzOptions): Promise<number> {
  const { schema } = options;
  const usual = options.statements ?? (process.env.TEST_SWEEPS === "1" ? 100_000 : 1000);
  const statements = Number(process.env.FUZZ_STATEMENTS || usual);
  const subject = await readSubject(rawClient(db.owner), schema);
  if (subject.tables.length === 0) throw new Error(`No table of "${schema}" is isolated.`);
  const run = randomBytes(3).toString("hex");
  const ids = options.tenants ?? uuids;
  const tenants = ids.map((id, index) => ({ id, canary: `k${run}${"xyz"[index]}` }));
  if (options.seed) for (const tenant of tenants) await options.seed(tenant, db.owner);
  else await seedRows(db.owner, subject.tables, tenants);
  const roots = subject.tables.filter(({ isRoot }) => isRoot);
  const bystander = tenants[2] as FuzzedTenant;
  const before = await fingerprint(db.owner, roots, bystander);
  const clients = await Promise.all([db.pool.connect(), db.pool.connect()]);
  let sent = 0;
  try {
    const property = fc.asyncProperty(
      fc.array(fc.tuple(steps, steps), { minLength: 1, maxLength: 20, size: "max" }),
      async (pairs) => {
        for (const pair of pairs) {
          sent += pair.length;
          const tried = pair.map((step, index) =>
            tryStep(clients[index] as pg.PoolClient, step, subject, tenants),
          );
          // Both have ended before either's failure is told: the connections are used again.
          const failed = (await Promise.allSettled(tried)).find(
            ({ status }) => status === "rejected",
          );
          if (failed) throw (failed as PromiseRejectedResult).reason;
          await assertOwnCount(clients[0], db.owner, pair[0], subject, tenants);
        }
        const after = await fingerprint(db.owner, roots, bystander);
        if (after !== before) throw new Error("Rows of a tenant who did nothing have changed.");
      },
    );
    const seed = Number(process.env.PROPERTY_SEED || Number.NaN);
    while (sent < statements) {
      const outcome = await fc.check(property, {
        numRuns: Math.max(1, Math.ceil((statements - sent) / 40)),
        interruptAfterTimeLimit: 600_000,
        ...(Number.isInteger(seed) && { seed }),
      });
      if (!outcome.failed) continue;
      const cause = outcome.errorInstance;
      const said = cause instanceof Error ? cause.message : String(cause);
      throw new Error(
        `${said}\n\n${fc.stringify(outcome.counterexample)}\nThe same steps again: PROPERTY_SEED=${outcome.seed}`,
        { cause },
      );
    }
  } finally {
    for (const client of clients) client.release(true);
  }
  return sent;
}

const settings: Readonly<Record<string, string>> = {
  unset: "",
  malformed: "not a tenant",
  injected: "x' OR 'a' = 'a",
};

function settingOf(acting: Acting, tenants: readonly FuzzedTenant[]): string {
  return typeof acting === "number" ? (tenants[acting]?.id ?? "") : (settings[acting] ?? "");
}

/** Writes that take a tenant's own rows away are undone, so that there is something to see later. */
const undone: readonly Step["kind"][] = ["delete", "truncate", "move"];

async function tryStep(
  client: pg.PoolClient,
  step: Step,
  subject: Subject,
  tenants: readonly FuzzedTenant[],
): Promise<void> {
  const sql = statementOf(step, subject, tenants);
  const seen = await answerOf(client, settingOf(step.acting, tenants), step, sql);
  const own = typeof step.acting === "number" ? tenants[step.acting] : undefined;
  // A statement may quote the canary of a row that it wants to write; errors name what was given.
  const foreign = tenants.filter((one) => one !== own && !sql.includes(one.canary));
  const leaked = foreign.find(({ canary }) => seen.includes(canary));
  if (leaked) {
    throw new Error(
      `As ${step.acting === 0 || step.acting === 1 ? `tenant ${own?.id}` : step.acting}, the text ${leaked.canary} of tenant ${leaked.id} came back from: ${sql}\n${seen.slice(0, 500)}`,
    );
  }
}

/** All that comes back, error and all, as text. */
async function answerOf(
  client: pg.PoolClient,
  setting: string,
  { kind, keeps }: Step,
  sql: string,
): Promise<string> {
  await client.query(`SET app.tenant = ${literal(setting)}`);
  await client.query("BEGIN; SET LOCAL lock_timeout = '200ms'");
  let answer: string;
  try {
    const results = await client.query(sql);
    answer = JSON.stringify([results].flat().map(({ rows }) => rows));
  } catch (error) {
    const { message, detail, hint, where } = error as pg.DatabaseError;
    answer = JSON.stringify([message, detail, hint, where]);
  }
  await client.query(keeps && !undone.includes(kind) ? "COMMIT" : "ROLLBACK");
  return answer;
}

async function assertOwnCount(
  client: pg.PoolClient,
  owner: pg.Pool,
  { acting, table }: Step,
  { tables }: Subject,
  tenants: readonly FuzzedTenant[],
): Promise<void> {
  const { name, tenantColumn } = tables[table % tables.length] as FuzzedTable;
  const setting = settingOf(acting, tenants);
  await client.query(`SET app.tenant = ${literal(setting)}`);
  const count = `SELECT count(*)::int AS n FROM ${name}`;
  const seen = await client.query(count).catch((error: pg.DatabaseError) => {
    // A partition that it may not ask directly.
    if (error.code === "42501") return undefined;
    throw error;
  });
  if (seen === undefined) return;
  const own = await owner.query(`${count} WHERE "${tenantColumn}"::text = $1`, [setting]);
  if (seen.rows[0].n !== own.rows[0].n) {
    throw new Error(
      `With app.tenant ${literal(setting)}, ${seen.rows[0].n} rows of ${name} are seen, of which ${own.rows[0].n} are his.`,
    );
  }
}

async function fingerprint(
  owner: pg.Pool,
  roots: readonly FuzzedTable[],
  { id }: FuzzedTenant,
): Promise<string> {
  const parts = roots.map(
    ({ name, tenantColumn }) =>
      `(SELECT count(*) || md5(string_agg(one::text, ',' ORDER BY one::text)) FROM ${name} AS one WHERE "${tenantColumn}"::text = ${literal(id)})`,
  );
  const { rows } = await owner.query(`SELECT concat_ws(' ', ${parts.join(", ")}) AS all`);
  return rows[0].all;
}
