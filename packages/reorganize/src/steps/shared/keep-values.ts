import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { plainName, primaryKey, sqlName, type Table } from "../../catalog/catalog.js";
import { ownSchema } from "../../catalog/own-schema.js";
import { ownName } from "../../ledger/own-name.js";
import type { Store } from "../../ledger/store.js";
import type { Batches, Transaction } from "../../plan/step.js";
import { ReorganizeError } from "../../session/errors.js";
import { literal } from "../../session/literal.js";
import { keyDocument, onKey, walk } from "./walk.js";

/** Columns that go, and where what they hold is kept. */
export interface Kept {
  readonly table: Table;
  readonly columns: readonly string[];
  /** Whether a value is worth keeping, as SQL over it. */
  readonly isWorth: (value: string, column: string) => string;
  readonly store: Store;
}

/** How the values of columns are kept while programs write them, and given up in the moment they go. */
export interface Keeping {
  /** From here on every write is kept, in its own transaction. */
  readonly watch: Transaction;
  /** Undoes the watch and the walk while the columns are still there. */
  readonly undo: Transaction;
  /** Keeps what was there before. */
  readonly walk: Batches;
  /** In the transaction in which the columns go; they are locked by then. */
  readonly endWatch: readonly string[];
  /** Afterwards: forgets rows of which nothing was worth keeping. */
  readonly tidy: Transaction;
}

/** @throws KeylessTableError when the rows of the table cannot be told apart */
export function keep({ table, columns, isWorth, store }: Kept): Keeping {
  if (primaryKey(table).length === 0) throw new KeylessTableError(plainName(table), columns);
  const name = quoteTable(ownSchema, ownName("keep", table));
  const trigger = quoteIdentifier("~keep_reorganize");
  const document = `CASE WHEN ${columns.map((column) => isWorth(`r.${quoteIdentifier(column)}`, column)).join(" OR ")}
    THEN pg_catalog.jsonb_build_object(${columns.map((column) => `${literal(column)}, r.${quoteIdentifier(column)}`).join(", ")}) ELSE '{}' END`;
  const endWatch = [
    `DROP TRIGGER IF EXISTS ${trigger} ON ${sqlName(table)}`,
    `DROP FUNCTION IF EXISTS ${name}()`,
  ];
  return {
    watch: {
      how: "transaction",
      sql: [
        ...store.make,
        ...endWatch,
        functionSql(name, table, document, store),
        `CREATE TRIGGER ${trigger} AFTER INSERT OR UPDATE OR DELETE ON ${sqlName(table)}
          FOR EACH ROW EXECUTE FUNCTION ${name}()`,
        `ALTER TABLE ${sqlName(table)} ENABLE ALWAYS TRIGGER ${trigger}`,
      ],
    },
    walk: walk(table, (batch) => {
      const rows = `SELECT ${keyDocument(table)}, ${document} FROM ${sqlName(table)} AS r JOIN ${batch} ON ${onKey(table, batch)}`;
      const worth = `SELECT * FROM (${rows}) AS one (key, document) WHERE document <> '{}'`;
      // What the watch has kept is newer.
      return `kept AS (${store.keep(worth, "stays")})`;
    }),
    undo: { how: "transaction", scans: true, sql: [...endWatch, store.forgetAll] },
    endWatch,
    tidy: { how: "transaction", scans: true, sql: [store.tidy] },
  };
}

/** Columns would go whose values nobody could give back to their rows. */
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

// With the rights of the reorganization: programs have none on our schema.
function functionSql(name: string, table: Table, document: string, store: Store): string {
  const key = keyDocument(table);
  return `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = '' SET TimeZone = 'UTC' AS ${literal(`
    DECLARE
      r ${sqlName(table)};
      old_key jsonb;
    BEGIN
      IF TG_OP <> 'INSERT' THEN
        r := OLD;
        old_key := ${key};
      END IF;
      IF TG_OP = 'DELETE' THEN
        ${store.forget("old_key")};
        RETURN NULL;
      END IF;
      r := NEW;
      IF old_key <> ${key} THEN
        ${store.forget("old_key")};
      END IF;
      ${store.keep(`SELECT ${key}, ${document}`, "gives way")};
      RETURN NULL;
    END`)}`;
}
