import { createHash } from "node:crypto";
import { type Readable, Transform, type TransformCallback, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { checksumSql, type RowSource } from "./row-source.js";

/** What went through a stream. */
export interface Passed {
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes the rows of a COPY to a stream; memory stays the same however many there are. */
export async function copyOut(client: pg.Client, sql: string, file: Writable): Promise<Passed> {
  const passing = new Digest();
  await pipeline(client.query(copyTo(sql)), passing, file);
  return passing.passed;
}

/** Has a COPY take the rows of a stream. */
export async function copyIn(client: pg.Client, sql: string, file: Readable): Promise<Passed> {
  const passing = new Digest();
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
