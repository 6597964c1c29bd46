import { isUtf8 } from "node:buffer";
import type { TextEncoding } from "../source/database.js";

/** Why PostgreSQL's text cannot hold a text of SQLite. */
export type Reason = "zero byte" | "not UTF-8" | "not UTF-16";

/** A text, and why it is not quite that of the file if it is not: what was wrong is U+FFFD in it. */
export interface Decoded {
  readonly text: string;
  readonly reason?: Reason;
}

const replacement = "\ufffd";
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Reads the bytes of a text. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): Decoded {
  return encoding === "UTF-8" ? decodeUtf8(bytes) : decodeUtf16(bytes, encoding === "UTF-16be");
}

/** Whether PostgreSQL can take the bytes as they are. */
export function isHoldable(bytes: Uint8Array, encoding: TextEncoding): boolean {
  return encoding === "UTF-8" && isUtf8(bytes) && !bytes.includes(0);
}

function decodeUtf8(bytes: Uint8Array): Decoded {
  const text = utf8.decode(bytes);
  return withoutZeros(text, isUtf8(bytes) ? undefined : "not UTF-8");
}

function decodeUtf16(bytes: Uint8Array, isBigEndian: boolean): Decoded {
  const even = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  const text = (isBigEndian ? even.swap16() : even).toString("utf16le");
  const whole = text.replace(/\p{Surrogate}/gu, replacement);
  const isOdd = even.length !== bytes.length;
  const isBroken = isOdd || whole !== text;
  return withoutZeros(isOdd ? whole + replacement : whole, isBroken ? "not UTF-16" : undefined);
}

function withoutZeros(text: string, reason: Reason | undefined): Decoded {
  if (text.includes("\0")) {
    return { text: text.replaceAll("\0", replacement), reason: reason ?? "zero byte" };
  }
  return reason === undefined ? { text } : { text, reason };
}
