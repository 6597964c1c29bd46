import { readFileSync } from "node:fs";
import { z } from "zod";
import { InvalidPlanError } from "../errors.js";

/** What of a plan of `reorganize` this page shows; the rest is not looked at. */
const planSchema = z.looseObject({
  format: z.literal(1),
  database: z.string(),
  targetDatabase: z.string().optional(),
  sources: z.array(
    z.looseObject({
      from: z.string(),
      to: z.string().optional(),
      columns: z.record(z.string(), z.string()),
      merged: z.boolean(),
      rows: z.number().nonnegative(),
    }),
  ),
});

export type PlanFile = z.infer<typeof planSchema>;

/**
 * Reads the file that `reorganize plan` wrote.
 *
 * @throws InvalidPlanError that says what is wrong with it
 */
export function readPlan(file: string): PlanFile {
  const found = planSchema.safeParse(readJson(file));
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  throw new InvalidPlanError(file, `is no plan: ${issue?.path.join(".")}: ${issue?.message}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new InvalidPlanError(file, code ? `cannot be read (${code})` : "is no JSON", { cause });
  }
}
