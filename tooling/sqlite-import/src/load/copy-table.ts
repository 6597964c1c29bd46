import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { quoteIdentifier, quoteTable } from "@deepiri/database";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { TargetTable } from "../shape/target-table.js";
import type { SQLiteValue, SqliteDatabase } from "../source/database.js";
import { ColumnWriter } from "../value/column-writer.js";
import { CopyBuffer } from "../value/copy-buffer.js";
import { decodeText } from "../value/decode-text.js";
import { jsonOf, type StorageClass } from "../value/json-text.js";
import type { Originals } from "./originals.js";
import { selectRows } from "./select-rows.js";

type Row = Readonly<Record<string, SQLiteValue>>;

/** What was read of a column while it was copied. */
export interface ColumnSum {
  /** Values that are not NULL. */
  readonly values: number;
  /** Values of which the file's own bytes are kept beside the row. */
  readonly originals: number;
  readonly checksum: string;
}

export interface Copied {
  readonly rows: number;
  readonly columns: readonly ColumnSum[];
}

/**
 * Copies the rows of one table into the table that this transaction has made for them.
 *
 * @param onRows told now and then how many rows have been read
 */
export async function copyTable(
  client: pg.ClientBase,
  database: SqliteDatabase,
  { schema, table, originals }: { schema: string; table: TargetTable; originals: Originals },
  onRows: (rows: number) => void,
): Promise<Copied> {
  const rows = new TableRows(database, schema, table, originals);
  const columns = table.columns.map(({ name }) => quoteIdentifier(name)).join(", ");
  // Nobody else sees the table yet, so its rows need no later visit to be known as committed.
  const sql = `COPY ${quoteTable(schema, table.name)} (${columns}) FROM STDIN WITH (FORMAT binary, FREEZE)`;
  await pipeline(Readable.from(rows.chunks(onRows)), client.query(copyFrom(sql)));
  return rows.copied;
}

class TableRows {
  readonly #buffer = new CopyBuffer();
  readonly #writers: readonly ColumnWriter[];
  #rows = 0;
  #row: Row = {};

  constructor(
    private readonly database: SqliteDatabase,
    schema: string,
    private readonly table: TargetTable,
    private readonly originals: Originals,
  ) {
    this.#writers = table.columns.map(
      ({ name, type }) =>
        new ColumnWriter(type, this.#buffer, (bytes, reason) => {
          const place = { schema, table: table.name, column: name, key: this.#key() };
          this.originals.add(place, bytes, reason);
        }),
    );
  }

  *chunks(onRows: (rows: number) => void): Generator<Buffer> {
    for (const row of this.database.iterate<Row>(selectRows(this.table))) {
      this.#row = row;
      this.#rows++;
      this.#write(row);
      if (!this.#buffer.isFull) continue;
      yield this.#buffer.take();
      onRows(this.#rows);
    }
    this.#buffer.end();
    yield this.#buffer.take();
    onRows(this.#rows);
  }

  get copied(): Copied {
    const columns = this.#writers.map(({ sum, originals }) => ({
      values: sum.values,
      originals,
      checksum: String(sum.total),
    }));
    return { rows: this.#rows, columns };
  }

  #write(row: Row): void {
    const number = this.#number;
    const high = highOf(number);
    const low = lowOf(number);
    this.#buffer.beginRow(this.#writers.length);
    for (let at = 0; at < this.#writers.length; at++) {
      const writer = this.#writers[at] as ColumnWriter;
      const value = this.#valueAt(at);
      const storage = writer.type === "jsonb" ? (row[`t${at}`] as StorageClass) : "null";
      writer.write(value, storage, high, low);
    }
  }

  /** By which values of a row are tied to it; 0 where the row has none. */
  get #number(): number | bigint {
    if (this.table.source.rowKey.kind === "position") return this.#rows;
    return this.#row.number as number | bigint;
  }

  #valueAt(at: number): SQLiteValue {
    return this.table.columns[at]?.source ? (this.#row[`c${at}`] as SQLiteValue) : this.#number;
  }

  #key(): string {
    const parts = this.table.key.map((name) => {
      const at = this.table.columns.findIndex((column) => column.name === name);
      return `${JSON.stringify(name)}: ${this.#json(at)}`;
    });
    return `{${parts.join(", ")}}`;
  }

  #json(at: number): string {
    const value = this.#valueAt(at);
    const storage =
      (this.#row[`t${at}`] as StorageClass) ?? storageOf[this.table.columns[at]?.type ?? ""];
    return jsonOf(value, storage ?? "null", (bytes) => decodeText(bytes).text);
  }
}

const storageOf: Readonly<Record<string, StorageClass>> = {
  bigint: "integer",
  "double precision": "real",
  text: "text",
  bytea: "blob",
};

function highOf(number: number | bigint): number {
  if (typeof number === "bigint") return Number(BigInt.asUintN(32, number >> 32n));
  return Math.floor(number / 0x1_0000_0000) >>> 0;
}

function lowOf(number: number | bigint): number {
  return typeof number === "bigint" ? Number(BigInt.asUintN(32, number)) : number >>> 0;
}
