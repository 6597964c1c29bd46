import type pg from "pg";
import { type Catalog, primaryKey, sqlName, type Table } from "../catalog/catalog.js";
import { parseTableName, plainName, plainNameSql } from "../catalog/table-name.js";
import type { Source } from "../plan/plan.js";
import { withConnection } from "../session/with-connection.js";
import { type Refused, type Tried, tryWrites, type Verb, type WrittenName } from "./try-writes.js";

/** What programs could do before the first step, by the name of the table as `schema.table`. */
export type Writes = ReadonlyMap<string, Tried>;

/** What worked before the first step and fails after the last. */
export interface BrokenWrite extends Refused {
  /** `schema.table` of the name, old or new. */
  readonly name: string;
  /** `schema.table` of the table that is written. */
  readonly table: string;
  readonly verb: Verb;
  /** The triggers that fail. */
  readonly triggers: readonly string[];
}

/** Tries to write every table of the copy as programs do, before the first step. */
export async function readWrites(copy: string, { tables }: Catalog): Promise<Writes> {
  // Code that names no schema finds what the login's path finds.
  return withConnection(copy, { searchPath: "of the login" }, async (client) => {
    const tried = await tryWrites(client, [...tables.values()].map(ownName));
    return new Map([...tables.keys()].map((name, place) => [name, tried[place] as Tried]));
  });
}

/** Tries the same after the last step, under the new names and the old, and names what works no more. */
export async function brokenWrites(
  copy: string,
  before: Writes,
  { tables }: Catalog,
  sources: readonly Source[],
): Promise<BrokenWrite[]> {
  return withConnection(copy, { searchPath: "of the login" }, async (client) => {
    const views = await readViewNames(client);
    const again = [...before].flatMap(([from, worked]) => {
      const source = sources.find((one) => one.from === from);
      const to = source ? source.to : from;
      const table = to === undefined ? undefined : tables.get(to);
      if (!table) return [];
      const own = { name: plainName(table), written: ownName(table), worked };
      const isOldName = source && to !== from && views.has(from);
      return isOldName ? [own, { name: from, written: oldName(source, table), worked }] : [own];
    });
    const tried = await tryWrites(
      client,
      again.map(({ written }) => written),
    );
    const broken: BrokenWrite[] = [];
    for (const [place, { name, written, worked }] of again.entries())
      for (const [verb, refused] of tried[place] as Tried)
        if (refused && worked.has(verb) && worked.get(verb) === undefined) {
          const triggers = await failingTriggers(client, written.table, refused.where);
          broken.push({ ...refused, name, table: written.plain, verb, triggers });
        }
    return broken;
  });
}

function ownName(table: Table): WrittenName {
  const key = new Map(primaryKey(table).map((name) => [name, name]));
  const name = sqlName(table);
  return { name, table: name, plain: plainName(table), key, computed: computedOf(table) };
}

function oldName({ from, columns }: Source, table: Table): WrittenName {
  const old = new Map(Object.entries(columns).map(([name, now]) => [now, name]));
  const named = (now: string): string => old.get(now) ?? now;
  return {
    ...ownName(table),
    name: sqlName(parseTableName(from)),
    key: new Map(primaryKey(table).map((now) => [named(now), now])),
    computed: new Set([...computedOf(table)].map(named)),
  };
}

function computedOf({ columns }: Table): Set<string> {
  const computed = columns.filter(({ generated, identity }) => generated || identity);
  return new Set(computed.map(({ name }) => name));
}

/** The views of the database, as `schema.name`. */
async function readViewNames(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT ${plainNameSql("nspname", "relname")} AS name
       FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
      WHERE relkind = 'v'`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** The triggers of the table whose function was running. */
async function failingTriggers(client: pg.Client, table: string, where: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tgname AS name FROM pg_catalog.pg_trigger
      WHERE tgrelid = $1::pg_catalog.regclass AND NOT tgisinternal
        AND pg_catalog.strpos($2, tgfoid::pg_catalog.regprocedure::text) > 0 ORDER BY 1`,
    [table, where],
  );
  return rows.map(({ name }) => name);
}
