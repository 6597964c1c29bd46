import type { RawClient } from "@deepiri/database";
import { queryOne } from "./errors.js";
import { inJson } from "./in-json.js";
import { type Key, type TableName, tableInSql } from "./table-name.js";

/** What a writer knows. */
export interface Expectation {
  /** The version that the writer has seen; a row at any other is not written. Left out: at any. */
  readonly expectedVersion?: number;
}

/**
 * Changes columns of a row, and returns the version that it is at then: the next, or the same if nothing
 * differs.
 *
 * @param changes new values by column, as the database names them; null stands for SQL's null
 * @throws VersionConflict when the row is at another version than expected
 * @throws NoSuchRow when there is none, it is deleted, or the caller may not see it
 */
export async function edit(
  client: RawClient,
  table: TableName,
  key: Key,
  changes: Readonly<Record<string, unknown>>,
  { expectedVersion }: Expectation = {},
): Promise<number> {
  const call = "temporal.edit($1::text::regclass, $2::text::jsonb, $3::text::json, $4::int)";
  return await written(
    client,
    call,
    tableInSql(table),
    inJson(key),
    inJson(changes),
    expectedVersion ?? null,
  );
}

/**
 * Gives a row the content of an old version, as a new version, whose number is returned. Columns that are
 * generated, always numbered or excluded stay as they are. Throws as `edit` does.
 */
export async function rollBackTo(
  client: RawClient,
  table: TableName,
  key: Key,
  version: number,
  { expectedVersion }: Expectation = {},
): Promise<number> {
  const call = "temporal.roll_back($1::text::regclass, $2::text::jsonb, $3::int, $4::int)";
  return await written(
    client,
    call,
    tableInSql(table),
    inJson(key),
    version,
    expectedVersion ?? null,
  );
}

/** Deletes a row, softly where its table has a column for that; returns the version that says so. Throws as `edit` does. */
export async function remove(
  client: RawClient,
  table: TableName,
  key: Key,
  { expectedVersion }: Expectation = {},
): Promise<number> {
  const call = "temporal.remove($1::text::regclass, $2::text::jsonb, $3::int)";
  return await written(client, call, tableInSql(table), inJson(key), expectedVersion ?? null);
}

/**
 * Brings a deleted row back under its old key, as it was last; returns its new version.
 *
 * @throws NoSuchRow when it is not deleted, was never there, or was purged
 */
export async function recover(client: RawClient, table: TableName, key: Key): Promise<number> {
  const call = "temporal.recover($1::text::regclass, $2::text::jsonb)";
  return await written(client, call, tableInSql(table), inJson(key));
}

async function written(client: RawClient, call: string, ...values: unknown[]): Promise<number> {
  const { version } = await queryOne<{ version: number }>(
    client,
    `SELECT ${call} AS version`,
    ...values,
  );
  return version;
}
