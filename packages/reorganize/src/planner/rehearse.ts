import type { PgDump } from "@deepiri/database";
import { type Observation, observedDifferences } from "@deepiri/observer";
import { dumpDifferences } from "../catalog/dump/differences.js";
import { type Dumped, readDump } from "../catalog/dump/read-dump.js";
import { observe } from "../catalog/observer/observe.js";
import { inUserSchema } from "../catalog/user-schema.js";
import { undoTogether } from "../executor/undo-together.js";
import type { PgDumpAsked } from "../plan/pg-dump-asked.js";
import type { Step } from "../plan/step.js";
import { groupsOf } from "../session/groups-of.js";
import { literal } from "../session/literal.js";
import type { Session } from "../session/session.js";
import { RehearsalError } from "./errors.js";
import { readSettling, type Settling, settled, settlingFor } from "./settle.js";

/** What a database was, to be compared with what it is. */
export interface State {
  readonly objects: Observation;
  /** A fingerprint of the rows of each table, by its name in SQL. */
  readonly rows: ReadonlyMap<string, string>;
  /** What may have to be given back at the end of the way back. */
  readonly settling: Settling;
}

/**
 * Reads all user objects of the database, and their rows; meant for a scratch copy with few of them.
 *
 * @param observed the objects, where they have not changed since; they are read if left out
 */
export async function readState(session: Session, observed?: Observation): Promise<State> {
  return {
    objects: observed ?? (await observe(session)),
    rows: await fingerprintRows(session),
    settling: await readSettling(session),
  };
}

/** What pg_dump prints of a copy before the first step, and the pg_dump that is to be asked again. */
export interface Printed {
  readonly by: PgDump;
  readonly start: Dumped;
}

const unprinted: Printed = { by: { code: "absent" }, start: { code: "absent" } };

/** Steps whose way back was tried. */
export interface Rehearsed {
  /** The same, with what has to be settled at the end of the way back. */
  readonly steps: readonly Step[];
  readonly pgDump: PgDumpAsked;
}

/**
 * Undoes the steps on the copy on which they were done, and compares it with what it was before: all that
 * the server's catalogs say, every row, and what pg_dump prints. None of that is read as the steps were planned.
 *
 * @throws RehearsalError that names what was not restored
 */
export async function rehearseRollback(
  session: Session,
  steps: readonly Step[],
  start: State,
  printed = unprinted,
): Promise<Rehearsed> {
  await undoTogether(session, steps);
  const undone = await observe(session);
  const sql = settlingFor(start.settling, start.objects, undone);
  // What it cannot be given to is told below.
  if (sql.length > 0) await session.transaction("settle", sql).catch(() => {});
  const settledObjects = sql.length > 0 ? await observe(session) : undone;
  const [rows, dumped] = await Promise.all([
    fingerprintRows(session),
    readDump(printed.by, session.url),
  ]);
  const objects = [
    ...observedDifferences(start.objects, settledObjects),
    ...dumpDifferences(printed.start, dumped),
  ];
  const names = new Set([...start.rows.keys(), ...rows.keys()]);
  const tables = [...names].filter((name) => start.rows.get(name) !== rows.get(name));
  if (objects.length + tables.length > 0) throw new RehearsalError(objects, tables);
  return {
    steps: settled(steps, sql),
    pgDump: askedOf(printed.start.code === "asked" ? dumped : printed.start),
  };
}

function askedOf(dumped: Dumped): PgDumpAsked {
  return dumped.code === "asked" ? { code: "asked", version: dumped.version } : dumped;
}

interface Print {
  readonly name: string;
  readonly print: string;
}

async function fingerprintRows(session: Session): Promise<Map<string, string>> {
  // Columns that were dropped and made again are at the end: those of a row are taken by their names.
  const tables = await session.query<{ name: string; columns: string | null }>(`
    SELECT pg_catalog.format('%I.%I', nspname, relname) AS name,
           (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(attname), ', ' ORDER BY attname) FROM pg_catalog.pg_attribute
             WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped) AS columns
      FROM pg_catalog.pg_class AS class
      JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
     WHERE relkind = 'r' AND ${inUserSchema()}`);
  const queries = tables.map(
    ({ name, columns }) => `
      SELECT ${literal(name)} AS name, pg_catalog.count(*) || ' ' || COALESCE(pg_catalog.sum(
               pg_catalog.hashtextextended(ROW(${columns ?? ""})::text, 0)::numeric), 0) AS print
        FROM ONLY ${name}`,
  );
  const prints = new Map<string, string>();
  for (const some of groupsOf(50, queries))
    for (const { name, print } of await session.query<Print>(some.join(" UNION ALL ")))
      prints.set(name, print);
  return prints;
}
