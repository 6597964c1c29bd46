import { quoteTable } from "@deepiri/database";
import type { Table } from "../catalog/catalog.js";
import { ownSchema } from "../catalog/own-schema.js";
import { plainColumn, plainName } from "../catalog/table-name.js";
import { literal } from "../session/literal.js";
import { columnsKey, originals } from "./originals.js";
import { ownName } from "./own-name.js";

/** Where values are backed up as documents, by the key of their row. */
export interface Store {
  /** SQL that creates it, if it is not there. */
  readonly create: readonly string[];
  /** SQL that saves the documents of a query (key, document), and what to do where there is one already. */
  readonly save: (query: string, conflict: "keep old" | "replace") => string;
  /** SQL that removes the document of a key. */
  readonly remove: (key: string) => string;
  readonly removeAll: string;
  /** SQL that removes documents that turned out to hold nothing. */
  readonly removeEmpty: string;
}

/** The originals of a table's columns that are dropped; the inverse restores them. */
export function originalsOf(table: Table): Store & { readonly step: string } {
  const step = literal(columnsKey(plainName(table)));
  return {
    step,
    create: [],
    save: (query, conflict) => `INSERT INTO ${originals} (step, key, before, after)
      SELECT ${step}, key, document, '{}'
        FROM (${query}) AS kept (key, document)
      ON CONFLICT (step, key) DO ${conflict === "keep old" ? "NOTHING" : "UPDATE SET before = EXCLUDED.before"}`,
    remove: (key) => `DELETE FROM ${originals} WHERE step = ${step} AND key = ${key}`,
    removeAll: `DELETE FROM ${originals} WHERE step = ${step}`,
    removeEmpty: `DELETE FROM ${originals} WHERE step = ${step} AND before = '{}'`,
  };
}

/** What was written to columns, or to a table, that the database did not have before. */
export function writtenTo(table: Table): Store {
  return storeOf(
    ownName("written to", plainName(table)),
    `What was written to ${plainName(table)} where the database had no place for it before; kept when it was rolled back.`,
  );
}

/** Values of a column that the type it had before would truncate. */
export function cutFrom(table: Table, column: string): Store {
  return storeOf(
    ownName("cut from", plainColumn(plainName(table), column)),
    `Values of ${plainColumn(plainName(table), column)} that its type before cannot hold whole; kept when it was rolled back.`,
  );
}

/**
 * What a step changes of single values, for good: documents of two parts, `before` and `after`. It is filed
 * like what repairs change, and verified and restored like that.
 */
export function changedBy(step: string): Store {
  const filed = literal(step);
  return {
    create: [],
    save: (query, conflict) => `INSERT INTO ${originals} (step, key, before, after)
      SELECT ${filed}, key, COALESCE(document -> 'before', '{}'), COALESCE(document -> 'after', '{}')
        FROM (${query}) AS kept (key, document)
      ON CONFLICT (step, key) DO ${conflict === "keep old" ? "NOTHING" : "UPDATE SET before = EXCLUDED.before, after = EXCLUDED.after"}`,
    remove: (key) => `DELETE FROM ${originals} WHERE step = ${filed} AND key = ${key}`,
    removeAll: `DELETE FROM ${originals} WHERE step = ${filed}`,
    removeEmpty: `DELETE FROM ${originals} WHERE step = ${filed} AND before = '{}'`,
  };
}

function storeOf(table: string, comment: string): Store {
  const name = quoteTable(ownSchema, table);
  return {
    create: [
      `CREATE TABLE IF NOT EXISTS ${name} (key jsonb PRIMARY KEY, document jsonb NOT NULL)`,
      `COMMENT ON TABLE ${name} IS ${literal(comment)}`,
    ],
    save: (query, conflict) => `INSERT INTO ${name} (key, document)
      ${query}
      ON CONFLICT (key) DO ${conflict === "keep old" ? "NOTHING" : "UPDATE SET document = EXCLUDED.document"}`,
    remove: (key) => `DELETE FROM ${name} WHERE key = ${key}`,
    removeAll: `TRUNCATE ${name}`,
    removeEmpty: `DELETE FROM ${name} WHERE document = '{}'`,
  };
}
