import { createHash } from "node:crypto";
import { type Readable, Transform, type TransformCallback, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Table } from "../catalog/tables.js";
import { checksumSql, copyOutSql, copyTarget, type RowSource } from "./row-source.js";

/** What went through a stream. */
export interface Passed {
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes rows to a stream; memory stays the same however many there are. */
export async function copyOut(
  client: pg.Client,
  source: RowSource,
  file: Writable,
): Promise<Passed> {
  const passing = new Digest();
  await pipeline(client.query(copyTo(copyOutSql(source))), passing, file);
  return passing.passed;
}

/** Writes the rows of a stream into a table that this transaction has made. */
export async function copyIn(client: pg.Client, table: Table, file: Readable): Promise<Passed> {
  const passing = new Digest();
  // Nobody else sees the table yet, so its rows need no later visit to be known as committed.
  const sql = `COPY ${copyTarget(table)} FROM STDIN WITH (FREEZE)`;
  await pipeline(file, passing, client.query(copyFrom(sql)));
  return passing.passed;
}

export interface RowSum {
  readonly rows: number;
  readonly checksum: string;
}

/** The number of rows and their checksum, as the server works them out. */
export async function sumRows(client: pg.Client, source: RowSource): Promise<RowSum> {
  const { rows } = await client.query<{ rows: string; checksum: string }>(checksumSql(source));
  const [{ rows: count, checksum } = { rows: "0", checksum: "0" }] = rows;
  return { rows: Number(count), checksum };
}

class Digest extends Transform {
  readonly #hash = createHash("sha256");
  #bytes = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    done(null, chunk);
  }

  get passed(): Passed {
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }
}
