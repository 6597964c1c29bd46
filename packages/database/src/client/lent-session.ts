import type pg from "pg";
import { isRefusedStartUp, serverProcess } from "../connection/own-session.js";
import {
  exchangeFormat,
  localSettings,
  type Setting,
  startUpOptions,
} from "../connection/setting.js";
import { quoteIdentifier } from "../sql/quote-identifier.js";
import { type Acting, actingSettings } from "./acting-as.js";

// A pooler such as PgBouncer lends a session of the server for one transaction at a time. It refuses
// or drops the settings of a start-up packet, and a role or setting of a session would go to whoever
// is lent that session next. So on such a connection every statement is in a transaction that begins
// with role, tenant, actor and settings of its own.

/** What the sessions of a pool are to start with. */
const settingsOf = new WeakMap<pg.Pool, readonly Setting[]>();

/** Has the pool's sessions start with these settings, from their start-up packet. */
export function startWith(pool: pg.Pool, settings: readonly Setting[]): void {
  settingsOf.set(pool, settings);
  pool.options.options = startUpOptions(settings);
}

/**
 * Connects from now on without settings in the start-up packet, where a pooler refused them; false if
 * that was not the reason, or they are a caller's.
 */
export function concedeStartUp(pool: pg.Pool, error: unknown): boolean {
  if (!isRefusedStartUp(error) || !settingsOf.has(pool) || !pool.options.options) return false;
  delete pool.options.options;
  return true;
}

const lent = new WeakMap<pg.ClientBase, boolean>();

/** Whether a pooler lends the connection its session, so that the next statement may meet another. */
export async function isLent(client: pg.ClientBase): Promise<boolean> {
  const known = lent.get(client);
  if (known !== undefined) return known;
  const { rows } = await client.query("SELECT pg_catalog.pg_backend_pid() AS pid");
  const answer = rows[0].pid !== serverProcess(client);
  lent.set(client, answer);
  return answer;
}

/** What opens a transaction in which the connection acts so, with the settings of its pool. */
export function beginAs(pool: pg.Pool, acting: Acting): string {
  const { role } = acting;
  return [
    "BEGIN",
    "SET LOCAL SESSION AUTHORIZATION DEFAULT",
    `SET LOCAL ROLE ${role === undefined ? "NONE" : quoteIdentifier(role)}`,
    ...actingSettings(acting).map((setting) => `SET LOCAL ${setting}`),
    localSettings(settingsOf.get(pool) ?? callersSettings(pool)),
  ].join("; ");
}

/**
 * Runs one statement in a transaction that begins with `begin`, in one round trip: should the begin or
 * the statement fail, the server refuses all after it, and the COMMIT rolls back.
 */
export async function runLent<Result>(
  client: pg.ClientBase,
  begin: () => Promise<unknown>,
  statement: () => Promise<Result>,
): Promise<Result> {
  (client as { pipeline?: boolean }).pipeline = true;
  const [begun, done, committed] = await Promise.allSettled([
    begin(),
    statement(),
    client.query("COMMIT"),
  ]);
  for (const step of [begun, done, committed]) if (step.status === "rejected") throw step.reason;
  return (done as PromiseFulfilledResult<Result>).value;
}

/** A caller's own pool has its limits in pg's fields, and the format that Prisma's adapter needs. */
function callersSettings({ options }: pg.Pool): Setting[] {
  const limits = [
    "statement_timeout",
    "lock_timeout",
    "idle_in_transaction_session_timeout",
  ] as const;
  return [
    ...exchangeFormat,
    ...limits.flatMap((name): Setting[] => (options[name] ? [[name, String(options[name])]] : [])),
  ];
}
