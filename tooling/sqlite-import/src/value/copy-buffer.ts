// What a file in PostgreSQL's binary COPY format begins and ends with.
const signature = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const trailer = Buffer.from([0xff, 0xff]);
const chunkBytes = 1 << 18;

/** Rows in PostgreSQL's binary COPY format, in which no value has to be escaped. */
export class CopyBuffer {
  #bytes = Buffer.allocUnsafe(chunkBytes);
  #length = 0;
  #fieldStart = 0;

  constructor() {
    this.raw(signature);
  }

  /** Whether it is worth sending. */
  get isFull(): boolean {
    return this.#length >= chunkBytes;
  }

  /** What was written, to hash a value of it; only until the next value. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Where the value that was written last begins in them. */
  get fieldStart(): number {
    return this.#fieldStart;
  }

  get length(): number {
    return this.#length;
  }

  /** All that was written since the last time. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafe(chunkBytes);
    this.#length = 0;
    return taken;
  }

  end(): void {
    this.raw(trailer);
  }

  beginRow(fields: number): void {
    this.#reserve(2);
    this.#length = this.#bytes.writeInt16BE(fields, this.#length);
  }

  null(): void {
    this.#int32(-1);
  }

  bigint(value: number | bigint): void {
    this.#int32(8);
    this.#reserve(8);
    if (typeof value === "bigint") this.#bytes.writeBigInt64BE(value, this.#length);
    else {
      this.#bytes.writeInt32BE(Math.floor(value / 0x1_0000_0000) | 0, this.#length);
      this.#bytes.writeUInt32BE(value >>> 0, this.#length + 4);
    }
    this.#length += 8;
  }

  double(value: number): void {
    this.#int32(8);
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleBE(value, this.#length);
  }

  /** A value of type text or bytea. */
  bytesField(value: Uint8Array): void {
    this.#int32(value.length);
    this.raw(value);
  }

  text(value: string): void {
    const bytes = Buffer.byteLength(value);
    this.#int32(bytes);
    this.#utf8(value, bytes);
  }

  jsonb(value: string): void {
    const bytes = Buffer.byteLength(value);
    this.#int32(bytes + 1);
    this.#reserve(1);
    this.#bytes[this.#length++] = 1;
    this.#utf8(value, bytes);
  }

  /**
   * A value of type text, if it is ASCII without a zero byte; most short ones are, and going through them
   * once is cheaper than asking.
   *
   * @returns whether it was written
   */
  asciiField(value: Uint8Array): boolean {
    const size = value.length;
    this.#reserve(size + 4);
    const bytes = this.#bytes;
    const start = this.#length + 4;
    for (let at = 0; at < size; at++) {
      const byte = value[at] as number;
      if (byte === 0 || byte > 127) return false;
      bytes[start + at] = byte;
    }
    bytes.writeInt32BE(size, this.#length);
    this.#fieldStart = start;
    this.#length = start + size;
    return true;
  }

  raw(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  #utf8(value: string, bytes: number): void {
    this.#reserve(bytes);
    this.#length += this.#bytes.write(value, this.#length, bytes, "utf8");
  }

  #int32(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeInt32BE(value, this.#length);
    this.#fieldStart = this.#length;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
