import { quoteIdentifier } from "@deepiri/database";
import { primaryKey, sqlName, type Table } from "../../catalog/catalog.js";
import { plainName } from "../../catalog/table-name.js";
import { documentOfRow } from "../../ledger/document.js";
import { ownFunction } from "../../ledger/own-function.js";
import { ownName } from "../../ledger/own-name.js";
import type { Store } from "../../ledger/store.js";
import type { Batches, Transaction } from "../../plan/step.js";
import { body } from "../../session/body.js";
import { ReorganizeError } from "../../session/errors.js";
import { functionSettings } from "../../session/open.js";
import { keyDocument, onKey, walk } from "./walk.js";

/** Columns that go, and where their values are backed up. */
export interface Backup {
  readonly table: Table;
  readonly columns: readonly string[];
  /** SQL over the row `r` of what has to be backed up; '{}' when nothing has. */
  readonly document: string;
  readonly store: Store;
}

/** How the values of columns are backed up while programs write them, until the columns are dropped. */
export interface BackupRuns {
  /** From here on every write is captured, in its own transaction. */
  readonly capture: Transaction;
  /** Undoes the capture and the walk while the columns are still there. */
  readonly undo: Transaction;
  /** Backs up what was there before. */
  readonly walk: Batches;
  /** In the transaction in which the columns go; they are locked by then. */
  readonly endCapture: readonly string[];
  /** Afterwards: deletes backups of rows that held nothing. */
  readonly tidy: Transaction;
}

/** @throws KeylessTableError when the rows of the table cannot be told apart */
export function backUp({ table, columns, document, store }: Backup): BackupRuns {
  if (primaryKey(table).length === 0) throw new KeylessTableError(plainName(table), columns);
  const name = ownFunction(ownName("back up", plainName(table)));
  const triggers = triggersOn(table, columns);
  const endCapture = [
    ...triggers.map((one) => `DROP TRIGGER IF EXISTS ${one.name} ON ${sqlName(table)}`),
    `DROP FUNCTION IF EXISTS ${name}()`,
  ];
  return {
    capture: {
      how: "transaction",
      sql: [
        ...store.create,
        ...endCapture,
        captureSql(name, table, document, store),
        ...triggers.flatMap((one) => [
          `CREATE TRIGGER ${one.name} AFTER ${one.when} EXECUTE FUNCTION ${name}()`,
          `ALTER TABLE ${sqlName(table)} ENABLE ALWAYS TRIGGER ${one.name}`,
        ]),
      ],
    },
    walk: walk(table, (batch) => {
      const rows = `SELECT ${keyDocument(table)}, ${document} FROM ${sqlName(table)} AS r JOIN ${batch} ON ${onKey(table, batch)}`;
      const worth = `SELECT * FROM (${rows}) AS one (key, document) WHERE document <> '{}'`;
      // What was captured is newer.
      return `kept AS (${store.save(worth, "keep old")})`;
    }),
    undo: { how: "transaction", scans: true, sql: [...endCapture, store.removeAll] },
    endCapture,
    tidy: { how: "transaction", scans: true, sql: [store.removeEmpty] },
  };
}

interface CaptureTrigger {
  readonly name: string;
  readonly when: string;
}

// An update of other columns, such as one of ours that fills a new one, costs nothing.
function triggersOn(table: Table, columns: readonly string[]): CaptureTrigger[] {
  const of = (row: string): string => {
    const values = [...primaryKey(table), ...columns].map(
      (one) => `${row}.${quoteIdentifier(one)}`,
    );
    return `ROW(${values.join(", ")})`;
  };
  return [
    {
      name: quoteIdentifier("~back_up_reorganize"),
      when: `INSERT OR DELETE ON ${sqlName(table)} FOR EACH ROW`,
    },
    {
      name: quoteIdentifier("~back_up_reorganize_update"),
      when: `UPDATE ON ${sqlName(table)} FOR EACH ROW WHEN (pg_catalog.record_image_ne(${of("OLD")}, ${of("NEW")}))`,
    },
  ];
}

/** Columns would go whose values could not be restored to their rows. */
export class KeylessTableError extends ReorganizeError {
  override readonly name = "KeylessTableError";

  constructor(
    readonly table: string,
    readonly columns: readonly string[],
  ) {
    super(
      `${table} has no primary key, so what its columns ${columns.join(", ")} hold cannot be kept by row when they go. ` +
        `Give it one with: ALTER TABLE ${table} ADD PRIMARY KEY (…); then plan again.`,
    );
  }
}

/**
 * SQL of the values of the row `r` as a document; an empty one when none has to be backed up.
 *
 * @param isWorth whether one has to be, as SQL over it
 */
export function documentIfWorth(
  columns: readonly string[],
  isWorth: (value: string, column: string) => string,
): string {
  const worth = columns.map((column) => isWorth(`r.${quoteIdentifier(column)}`, column));
  const names = columns.map((name) => ({ name }));
  return `CASE
          WHEN ${worth.join("\n            OR ")}
          THEN ${documentOfRow(names, "r")}
          ELSE '{}'
        END`;
}

// With the rights of the reorganization: programs have none on our schema.
function captureSql(name: string, table: Table, document: string, store: Store): string {
  const key = keyDocument(table);
  return `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER ${functionSettings} AS ${body(`
    DECLARE
      r ${sqlName(table)};
      old_key jsonb;
    BEGIN
      IF TG_OP <> 'INSERT' THEN
        r := OLD;
        old_key := ${key};
      END IF;
      IF TG_OP = 'DELETE' THEN
        ${store.remove("old_key")};
        RETURN NULL;
      END IF;
      r := NEW;
      IF old_key <> ${key} THEN
        ${store.remove("old_key")};
      END IF;
      ${store.save(`SELECT ${key}, ${document}`, "replace")};
      RETURN NULL;
    END`)}`;
}
