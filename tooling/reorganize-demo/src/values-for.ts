import type { ScriptValues } from "./run-script.js";

/** What scripts may refer to where large tables have so many rows. */
export const valuesFor = (rows: number): ScriptValues => ({
  rows,
  users: Math.ceil(rows / 4),
  schema: "public",
  first: 1,
  last: rows,
});
