import { connectOnce } from "@deepiri/database/without-client";
import { readMigrations } from "@deepiri/workspace";
import type pg from "pg";
import { type ApplySession, openApplySession } from "../apply/session.js";
import { runScript } from "../engine/run-script.js";
import type { PackageStatus } from "../migrator/status.js";
import type { LiveTable, LiveTables } from "./effects.js";
import { takeSnapshot } from "./snapshot.js";

/** A scratch database on which files are tried out, one after the other. */
export interface Stage extends ApplySession {
  readonly client: pg.Client;
  /** Another session, which writes as a client does. */
  readonly writer: pg.Client;
  /** Another one, which looks at locks. */
  readonly looker: pg.Client;
  /** The tables that the real database has as well, by their numbers in this one. */
  readonly live: LiveTables;
}

/** Builds what is applied in an empty database. The caller closes it. */
export async function openStage(
  url: string,
  statuses: readonly PackageStatus[],
  tables: readonly LiveTable[],
): Promise<Stage> {
  const session = await openApplySession(url);
  const [writer, looker] = [await connectOnce(url), await connectOnce(url)];
  try {
    for (const status of statuses) await buildApplied(session.client, status);
    return { ...session, writer, looker, live: await findLive(session.client, tables) };
  } catch (error) {
    await closeStage({ ...session, writer, looker });
    throw error;
  }
}

export async function closeStage({
  client,
  writer,
  looker,
}: Omit<Stage, "live" | "pid">): Promise<void> {
  await Promise.all([client, writer, looker].map((one) => one.end()));
}

async function buildApplied(
  client: pg.ClientBase,
  { package: tablePackage, applied }: PackageStatus,
): Promise<void> {
  for (const { name, sql } of readMigrations(tablePackage))
    if (applied.includes(name)) await runScript(client, sql, { disposable: true });
}

async function findLive(client: pg.ClientBase, tables: readonly LiveTable[]): Promise<LiveTables> {
  const known = new Map(tables.map((table) => [nameOf(table), table]));
  const { relations } = await takeSnapshot(client);
  return new Map(
    [...relations].flatMap(([oid, relation]) => {
      const table = known.get(nameOf(relation));
      return table ? [[oid, table]] : [];
    }),
  );
}

function nameOf({ schema, name }: Pick<LiveTable, "schema" | "name">): string {
  return JSON.stringify([schema, name]);
}
