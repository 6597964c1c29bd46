/** Values as JSON that PostgreSQL reads back exactly: bigint as digits, bytes as bytea writes them. */
export function inJson(values: unknown): string {
  return JSON.stringify(values, function (this: Record<string, unknown>, name, value) {
    // Before toJSON, which turns bytes into an object.
    const given = this[name];
    if (typeof given === "bigint") return given.toString();
    if (given instanceof Uint8Array) return `\\x${Buffer.from(given).toString("hex")}`;
    return value;
  });
}
