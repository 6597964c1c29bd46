import type { SQLiteValue } from "../source/database.js";

/** A storage class of SQLite, as its `typeof` calls it. */
export type StorageClass = "null" | "integer" | "real" | "text" | "blob";

/**
 * A value as JSON, spelled as jsonb prints it.
 *
 * @param decode reads the bytes of a text
 */
export function jsonOf(
  value: SQLiteValue,
  storage: StorageClass,
  decode: (bytes: Uint8Array) => string,
): string {
  switch (storage) {
    case "null":
      return "null";
    case "integer":
      return String(value);
    case "real":
      return realJson(Number(value));
    case "text":
      return JSON.stringify(decode(value as Uint8Array));
    case "blob":
      return blobJson(value as Uint8Array);
  }
}

/**
 * A real as a JSON number that always has a point, so that jsonb can tell it from an integer, with the
 * fewest digits that name it. What no number of jsonb can be is an object.
 */
function realJson(value: number): string {
  if (!Number.isFinite(value) || Object.is(value, -0))
    return `{"$real": "${Object.is(value, -0) ? "-0.0" : value}"}`;
  return decimal(value);
}

/** A blob, which no text can be taken for: an object. */
function blobJson(value: Uint8Array): string {
  return `{"$blob": "${Buffer.from(value.buffer, value.byteOffset, value.length).toString("hex")}"}`;
}

/** Without an exponent, as jsonb prints it. */
function decimal(value: number): string {
  const [mantissa = "", exponent] = String(Math.abs(value)).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const digits = whole + fraction;
  const point = whole.length + Number(exponent ?? 0);
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  return `${value < 0 ? "-" : ""}${padded.slice(0, at)}.${padded.slice(at) || "0"}`;
}
