import { createHash } from "node:crypto";
import type { ColumnType } from "../shape/choose-types.js";
import type { SQLiteValue } from "../source/database.js";
import type { CopyBuffer } from "./copy-buffer.js";
import { decodeText, isHoldable, type Reason } from "./decode-text.js";
import { HashSum } from "./hash.js";
import { jsonOf, type StorageClass } from "./json-text.js";

/** Told of a value that PostgreSQL cannot hold. */
export type OnUnholdable = (bytes: Uint8Array, reason: Reason) => void;

// Longer texts are gone through by the runtime's own code.
const shortText = 64;
const scratch = Buffer.alloc(64);

/** Writes the values of one column and adds up the hashes of their canonical texts (see `canonicalSql`). */
export class ColumnWriter {
  readonly sum = new HashSum();
  /** Values that PostgreSQL cannot hold as they are. */
  originals = 0;
  readonly #write: (value: SQLiteValue, storage: StorageClass) => void;
  #seedHigh = 0;
  #seedLow = 0;

  constructor(
    readonly type: ColumnType,
    private readonly buffer: CopyBuffer,
    private readonly onUnholdable: OnUnholdable,
  ) {
    this.#write = this.#writerOf(type);
  }

  /** Writes one value, which is hashed together with the number of its row. */
  write(value: SQLiteValue, storage: StorageClass, rowHigh: number, rowLow: number): void {
    if (value === null) {
      this.buffer.null();
      return;
    }
    this.#seedHigh = rowHigh;
    this.#seedLow = rowLow;
    this.#write(value, storage);
  }

  #writerOf(type: ColumnType): (value: SQLiteValue, storage: StorageClass) => void {
    switch (type) {
      case "bigint":
        return (value) => this.#bigint(value as number | bigint);
      case "double precision":
        return (value) => this.#double(Number(value));
      case "text":
        return (value) => this.#text(value as Uint8Array);
      case "bytea":
        return (value) => this.#bytea(value as Uint8Array);
      case "jsonb":
        return (value, storage) => this.#jsonb(value, storage);
    }
  }

  #bigint(value: number | bigint): void {
    this.buffer.bigint(value);
    this.#add(scratch, 0, scratch.write(String(value), "latin1"));
  }

  #double(value: number): void {
    this.buffer.double(value);
    const { bytes, length } = this.buffer;
    for (let at = 0; at < 8; at++) {
      const byte = bytes[length - 8 + at] as number;
      scratch[2 * at] = hexDigits[byte >> 4] as number;
      scratch[2 * at + 1] = hexDigits[byte & 15] as number;
    }
    this.#add(scratch, 0, 16);
  }

  #text(value: Uint8Array): void {
    if (!this.#asItIs(value)) this.buffer.text(this.#decode(value));
    const { bytes, length } = this.buffer;
    this.#add(bytes, this.buffer.fieldStart, length);
  }

  #asItIs(value: Uint8Array): boolean {
    if (value.length <= shortText && this.buffer.asciiField(value)) return true;
    if (!isHoldable(value)) return false;
    this.buffer.bytesField(value);
    return true;
  }

  #bytea(value: Uint8Array): void {
    this.buffer.bytesField(value);
    this.#add(
      scratch,
      0,
      scratch.write(createHash("sha256").update(value).digest("hex"), "latin1"),
    );
  }

  #jsonb(value: SQLiteValue, storage: StorageClass): void {
    this.buffer.jsonb(jsonOf(value, storage, (bytes) => this.#decode(bytes)));
    this.#add(this.buffer.bytes, this.buffer.fieldStart + 1, this.buffer.length);
  }

  #decode(bytes: Uint8Array): string {
    const { text, reason } = decodeText(bytes);
    if (reason !== undefined) {
      this.originals++;
      this.onUnholdable(bytes, reason);
    }
    return text;
  }

  #add(bytes: Uint8Array, start: number, end: number): void {
    this.sum.add(bytes, start, end, this.#seedHigh, this.#seedLow);
  }
}

const hexDigits = Buffer.from("0123456789abcdef");
