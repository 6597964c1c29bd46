import { createHash } from "node:crypto";

/** A whole number from 0 to `sides` - 1 that looks like chance and is the same for the same name. */
export function dice(sides: number, ...name: readonly (string | number)[]): number {
  return createHash("sha1").update(name.join("/")).digest().readUInt32BE(0) % sides;
}

/** The element at the place, counted round and round. */
export function pick<T>(list: readonly [T, ...T[]], place: number): T {
  return list[place % list.length] ?? list[0];
}
