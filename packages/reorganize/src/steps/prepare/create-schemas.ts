import type { Step } from "../../plan/step.js";
import { dropSchema } from "./inverse.js";
import { createSchema } from "./sql.js";

/** One step per schema that the target has and the database lacks. */
export function planSchemas(present: ReadonlySet<string>, wanted: Iterable<string>): Step[] {
  return [...new Set(wanted)]
    .filter((schema) => !present.has(schema))
    .sort()
    .map((schema) => ({
      id: { kind: "prepare", action: "schema", on: schema },
      forward: { how: "transaction", sql: [createSchema(schema)] },
      inverse: [{ how: "transaction", sql: [dropSchema(schema)] }],
      lock: "none",
      hazards: [],
      rows: 0,
      seconds: 0.01,
    }));
}
