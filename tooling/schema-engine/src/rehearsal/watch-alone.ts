import { setTimeout as pause } from "node:timers/promises";
import { quoteTable } from "@deepiri/database/without-client";
import type pg from "pg";
import type { Snapshot } from "./snapshot.js";

/** Sessions on the scratch database beside the one that works. */
export interface Bystanders {
  /** Writes, as a client does. */
  readonly writer: pg.ClientBase;
  readonly looker: pg.ClientBase;
}

/**
 * Runs a statement outside a transaction while a client has written to every table, and looks which locks
 * it holds or waits for then; by its end it holds none.
 *
 * @returns the modes of its locks by the numbers of the relations
 */
export async function watchAlone(
  { writer, looker }: Bystanders,
  pid: number,
  tables: Snapshot,
  run: () => Promise<unknown>,
): Promise<Snapshot["locks"]> {
  const names = [...tables.relations.values()].filter(({ isIndex }) => !isIndex);
  await writer.query("BEGIN");
  for (const { schema, name } of names)
    await writer
      .query(`SAVEPOINT one; LOCK TABLE ${quoteTable(schema, name)} IN ROW EXCLUSIVE MODE`)
      .catch(() => writer.query("ROLLBACK TO one")); // such as a materialized view
  const seen = new Map<number, Set<string>>();
  let hasEnded = false;
  const running = run().finally(() => {
    hasEnded = true;
  });
  running.catch(() => {});
  for (let isWaiting = false; !hasEnded && !isWaiting; await pause(5))
    isWaiting = await look(looker, pid, seen);
  await writer.query("ROLLBACK");
  await running;
  return new Map([...seen].map(([oid, modes]) => [oid, [...modes]]));
}

/** Adds the locks to those seen; true when it waits for one. */
async function look(
  looker: pg.ClientBase,
  pid: number,
  seen: Map<number, Set<string>>,
): Promise<boolean> {
  const { rows } = await looker.query<{ oid: number | null; mode: string; granted: boolean }>(
    `SELECT relation AS oid, mode, granted FROM pg_catalog.pg_locks WHERE pid = $1`,
    [pid],
  );
  for (const { oid, mode } of rows.filter((row) => row.oid !== null))
    seen.set(oid as number, (seen.get(oid as number) ?? new Set()).add(mode));
  return rows.some(({ granted }) => !granted);
}
