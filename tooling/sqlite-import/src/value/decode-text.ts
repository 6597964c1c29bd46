import { isUtf8 } from "node:buffer";

/** Why PostgreSQL's text cannot hold a text of SQLite. */
export type Reason = "zero byte" | "not UTF-8";

/** A text, and why it is not quite that of the file if it is not: what was wrong is U+FFFD in it. */
export interface Decoded {
  readonly text: string;
  readonly reason?: Reason;
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Reads the bytes of a text. */
export function decodeText(bytes: Uint8Array): Decoded {
  const text = utf8.decode(bytes);
  const reason = isUtf8(bytes) ? "zero byte" : "not UTF-8";
  return isHoldable(bytes) ? { text } : { text: text.replaceAll("\0", "\ufffd"), reason };
}

/** Whether PostgreSQL can take the bytes as they are. */
export function isHoldable(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}
