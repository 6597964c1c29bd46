import { createHash } from "node:crypto";

const namespace = Buffer.from("5f0c1bb0d3a94b0e9d6a6b1de3a1f6c7", "hex");

/**
 * The uuid (version 5) of something in the demo. The same name has the same id on every machine and
 * in every run, which is what makes seeding repeatable.
 */
export function demoId(...name: readonly (string | number)[]): string {
  const bytes = createHash("sha1")
    .update(namespace)
    .update(name.join("/"))
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
