/**
 * Adds up PostgreSQL's `hashtextextended(text, seed)` of many texts, whose order does not matter. The hash
 * is Bob Jenkins's lookup3, as a little-endian server computes it; hash partitions of tables rely on it,
 * so it stays the same from version to version.
 */
export class HashSum {
  #total = 0n;
  // Sums of halves of 32 bits, exact as numbers for 2^21 hashes.
  #high = 0;
  #low = 0;
  #pending = 0;
  #values = 0;

  /** How many texts were added. */
  get values(): number {
    return this.#values;
  }

  get total(): bigint {
    this.#fold();
    return this.#total;
  }

  /** Adds the text of UTF-8 from `start` to `end`; the seed is given in halves of 32 bits. */
  add(bytes: Uint8Array, start: number, end: number, seedHigh: number, seedLow: number): void {
    hash(bytes, start, end, seedHigh, seedLow);
    this.#high += high;
    this.#low += low;
    this.#values++;
    if (++this.#pending === 1 << 20) this.#fold();
  }

  #fold(): void {
    this.#total += (BigInt(this.#high) << 32n) + BigInt(this.#low);
    this.#high = this.#low = this.#pending = 0;
  }
}

// The last hash: the upper half with its sign, the lower one without. Two results of one call would cost an object.
let high = 0;
let low = 0;

function hash(k: Uint8Array, start: number, end: number, seedHigh: number, seedLow: number): void {
  let length = end - start;
  let a = (0x9e3779b9 + length + 3923095) | 0;
  let b = a;
  let c = a;
  let at = start;
  let mixes = seedHigh !== 0 || seedLow !== 0;
  if (mixes) {
    a = (a + seedHigh) | 0;
    b = (b + seedLow) | 0;
  }
  for (;;) {
    if (mixes) {
      a = (a - c) ^ ((c << 4) | (c >>> 28));
      c = (c + b) | 0;
      b = (b - a) ^ ((a << 6) | (a >>> 26));
      a = (a + c) | 0;
      c = (c - b) ^ ((b << 8) | (b >>> 24));
      b = (b + a) | 0;
      a = (a - c) ^ ((c << 16) | (c >>> 16));
      c = (c + b) | 0;
      b = (b - a) ^ ((a << 19) | (a >>> 13));
      a = (a + c) | 0;
      c = (c - b) ^ ((b << 4) | (b >>> 28));
      b = (b + a) | 0;
    }
    if (length < 12) break;
    a = (a + word(k, at, 4)) | 0;
    b = (b + word(k, at + 4, 4)) | 0;
    c = (c + word(k, at + 8, 4)) | 0;
    at += 12;
    length -= 12;
    mixes = true;
  }
  a = (a + word(k, at, length)) | 0;
  b = (b + word(k, at + 4, length - 4)) | 0;
  // The lowest byte of this one is kept for the length.
  c = (c + (word(k, at + 8, length - 8) << 8)) | 0;
  c = (c ^ b) - ((b << 14) | (b >>> 18));
  a = (a ^ c) - ((c << 11) | (c >>> 21));
  b = (b ^ a) - ((a << 25) | (a >>> 7));
  c = (c ^ b) - ((b << 16) | (b >>> 16));
  a = (a ^ c) - ((c << 4) | (c >>> 28));
  b = (b ^ a) - ((a << 14) | (a >>> 18));
  c = (c ^ b) - ((b << 24) | (b >>> 8));
  high = b | 0;
  low = c >>> 0;
}

/** Up to four bytes, the first the lowest. */
function word(k: Uint8Array, at: number, bytes: number): number {
  let value = 0;
  if (bytes > 0) value = k[at] as number;
  if (bytes > 1) value |= (k[at + 1] as number) << 8;
  if (bytes > 2) value |= (k[at + 2] as number) << 16;
  if (bytes > 3) value |= (k[at + 3] as number) << 24;
  return value;
}
