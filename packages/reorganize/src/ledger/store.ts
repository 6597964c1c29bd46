import { quoteTable } from "@deepiri/database";
import { plainName, type Table } from "../catalog/catalog.js";
import { ownSchema } from "../catalog/own-schema.js";
import { literal } from "../session/literal.js";
import { columnsKey, originals } from "./originals.js";
import { ownName } from "./own-name.js";

/** Where documents are kept by the key of their row. */
export interface Store {
  /** SQL that makes it, if it is not there. */
  readonly make: readonly string[];
  /** SQL that keeps the documents of a query (key, document); one that is kept already stays, or gives way. */
  readonly keep: (query: string, conflict: "stays" | "gives way") => string;
  /** SQL that forgets what is kept of a key. */
  readonly forget: (key: string) => string;
  readonly forgetAll: string;
  /** SQL that forgets what turned out to be nothing. */
  readonly tidy: string;
}

/** The originals of a table's columns that are dropped; they are restored with the columns. */
export function originalsOf(table: Table): Store & { readonly step: string } {
  const step = literal(columnsKey(plainName(table)));
  return {
    step,
    make: [],
    keep: (query, conflict) => `INSERT INTO ${originals} (step, key, before, after)
      SELECT ${step}, key, document, '{}' FROM (${query}) AS kept (key, document)
      ON CONFLICT (step, key) DO ${conflict === "stays" ? "NOTHING" : "UPDATE SET before = EXCLUDED.before"}`,
    forget: (key) => `DELETE FROM ${originals} WHERE step = ${step} AND key = ${key}`,
    forgetAll: `DELETE FROM ${originals} WHERE step = ${step}`,
    tidy: `DELETE FROM ${originals} WHERE step = ${step} AND before = '{}'`,
  };
}

/** What was written to columns, or to a table, that the database did not have before. */
export function writtenTo(table: Table): Store {
  return storeOf(
    ownName("written to", table),
    `What was written to ${plainName(table)} where the database had no place for it before; kept when it was rolled back.`,
  );
}

/** Values of a column that the type it had before cuts off. */
export function cutFrom(table: Table, column: string): Store {
  const place = `${plainName(table)}.${column}`;
  return storeOf(
    ownName("cut from", { schema: plainName(table), name: column }),
    `Values of ${place} that its type before cannot hold whole; kept when it was rolled back.`,
  );
}

function storeOf(table: string, comment: string): Store {
  const name = quoteTable(ownSchema, table);
  return {
    make: [
      `CREATE TABLE IF NOT EXISTS ${name} (key jsonb PRIMARY KEY, document jsonb NOT NULL)`,
      `COMMENT ON TABLE ${name} IS ${literal(comment)}`,
    ],
    keep: (query, conflict) => `INSERT INTO ${name} (key, document) ${query}
      ON CONFLICT (key) DO ${conflict === "stays" ? "NOTHING" : "UPDATE SET document = EXCLUDED.document"}`,
    forget: (key) => `DELETE FROM ${name} WHERE key = ${key}`,
    forgetAll: `TRUNCATE ${name}`,
    tidy: `DELETE FROM ${name} WHERE document = '{}'`,
  };
}
