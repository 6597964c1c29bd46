import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { CopyBuffer } from "../value/copy-buffer.js";
import type { Reason } from "../value/decode-text.js";
import { importSchema } from "./own-schema.js";

/** Where the value stood. */
export interface Place {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  /** The row's key, as a JSON object of its columns. */
  readonly key: string;
}

/**
 * Values that PostgreSQL cannot hold, on their way into a table beside the rows. They wait in a file,
 * for the connection is busy with the rows meanwhile, and there may be many.
 */
export class Originals {
  readonly #file: number;
  readonly #rows = new CopyBuffer();
  count = 0;

  constructor(private readonly path: string) {
    this.#file = openSync(path, "wx+", 0o600);
  }

  add({ schema, table, column, key }: Place, bytes: Uint8Array, reason: Reason): void {
    this.count++;
    this.#rows.beginRow(6);
    for (const text of [schema, table, column]) this.#rows.text(text);
    this.#rows.jsonb(key);
    this.#rows.bytesField(bytes);
    this.#rows.text(reason);
    if (this.#rows.isFull) writeSync(this.#file, this.#rows.take());
  }

  /** Stores them all. */
  async store(client: pg.ClientBase): Promise<void> {
    this.#rows.end();
    writeSync(this.#file, this.#rows.take());
    const stored = createReadStream(this.path, { fd: this.#file, start: 0, autoClose: false });
    await pipeline(
      stored,
      client.query(
        copyFrom(`COPY ${importSchema}.sqlite_originals (schema_name, table_name, column_name, row_key, bytes, reason)
          FROM STDIN WITH (FORMAT binary)`),
      ),
    );
  }

  close(): void {
    closeSync(this.#file);
  }
}
