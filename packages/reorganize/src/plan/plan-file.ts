import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { plainNamePattern } from "../catalog/table-name.js";
import { ReorganizeError } from "../session/errors.js";
import type { Plan } from "./plan.js";
import { writeResult } from "./write-result.js";

const tableName = z.string().regex(plainNamePattern, "a table is written schema.table");
const coded = z.looseObject({ code: z.string() });
const silent = z.boolean().optional();
const stepId = z.looseObject({
  kind: z.string(),
  action: z.string(),
  on: z.string().optional(),
  part: z.string().optional(),
});
const repairedBy = stepId.optional();

const run = z.discriminatedUnion("how", [
  z.looseObject({
    how: z.literal("transaction"),
    sql: z.array(z.string()),
    silent,
    scans: z.boolean().optional(),
    repairedBy,
  }),
  z.looseObject({
    how: z.literal("batches"),
    first: z.string(),
    next: z.string(),
    silent,
    repairedBy,
  }),
  z.looseObject({
    how: z.literal("alone"),
    sql: z.string(),
    isDone: z.string(),
    cleanUp: z.string().optional(),
    concurrent: z.boolean().optional(),
    repairedBy,
  }),
]);

const step = z.looseObject({
  id: stepId,
  about: z.looseObject({}).optional(),
  table: z.string().optional(),
  forward: run,
  inverse: z.array(run),
  finish: z.array(z.string()).optional(),
  lock: z.string(),
  hazards: z.array(coded),
  rows: z.number().nonnegative(),
  seconds: z.number().nonnegative(),
});

const source = z.looseObject({
  from: tableName,
  to: tableName.optional(),
  columns: z.record(z.string(), z.string()),
  merged: z.boolean(),
  rows: z.number().nonnegative(),
});

const projection = z.looseObject({
  name: z.string(),
  to: tableName,
  key: z.array(z.string()),
  columns: z.array(z.looseObject({ name: z.string(), type: z.string() })),
  late: z.array(z.string()),
  remarks: z.array(z.string()),
  parts: z.number().positive(),
  grouped: z.boolean(),
  nullable: z.boolean(),
  query: z.string(),
  ofUnits: z.string(),
  units: z.string(),
  inVain: z.string(),
  places: z.array(z.looseObject({ table: tableName, own: z.boolean(), rows: z.string() })),
});

const retired = z.looseObject({
  table: tableName,
  key: z.array(z.string()),
  leftOut: z.string().optional(),
  follows: z.boolean(),
});

const lostRule = z.looseObject({
  table: tableName,
  rule: z.string(),
  keys: z.array(z.string()),
  broken: z.string(),
});

const subject = z.looseObject({ table: tableName, columns: z.array(z.string()).optional() });
const object = z.looseObject({ kind: z.string(), name: z.string() });

const loss = z.looseObject({
  table: tableName,
  of: z.number().nonnegative(),
  rows: z.number().nonnegative(),
  reasons: z.array(
    z.looseObject({ reason: z.string(), rows: z.number().nonnegative(), rule: z.string() }),
  ),
});

const declaredFor = z.looseObject({
  name: z.string(),
  to: tableName,
  from: z.array(tableName),
});

const shapeChanges = z.looseObject({
  tables: z.array(
    z.looseObject({
      table: tableName,
      rows: z.number().nonnegative(),
      to: z.array(tableName),
      reason: z.string().optional(),
      leftOut: z.record(z.string(), z.string()),
      back: z.boolean(),
    }),
  ),
  tried: z.array(
    declaredFor.extend({
      sampled: z.number().nonnegative(),
      of: z.number().nonnegative(),
      there: z.number().nonnegative(),
      rows: z.number().nonnegative(),
      repaired: z.number().nonnegative(),
      repairs: z.array(z.looseObject({ what: z.string(), count: z.number().nonnegative() })),
      unprojected: z.array(
        z.looseObject({
          state: z.string(),
          reason: z.string(),
          count: z.number().nonnegative(),
        }),
      ),
    }),
  ),
  absent: z.array(declaredFor),
});

const objects = z.record(z.string(), z.record(z.string(), z.string()));

const foreseen = z.looseObject({
  before: objects,
  after: objects,
  access: z.array(
    z.looseObject({
      relations: z.array(z.string()),
      rights: z.array(z.looseObject({ role: z.string() })),
    }),
  ),
});

const hash = z.string().regex(/^[0-9a-f]{64}$/, "a fingerprint has 64 hexadecimal digits");

const planSchema = z
  .looseObject({
    format: z.literal(1),
    database: z.string(),
    source: hash,
    target: hash,
    targetDatabase: z.string().optional(),
    steps: z.array(step),
    sources: z.array(source),
    projections: z.array(projection).optional(),
    retired: z.array(retired).optional(),
    losses: z.array(loss),
    shapeChanges: shapeChanges.optional(),
    lostRules: z.array(lostRule).optional(),
    foreseen: foreseen.optional(),
    pgDump: coded.optional(),
    decisions: z.array(z.looseObject({ on: subject, rule: z.string(), effect: coded })),
    unmanaged: z.array(z.looseObject({ object, reason: coded })),
    warnings: z.array(coded),
  })
  .refine(({ steps }) => new Set(steps.map(({ id }) => JSON.stringify(id))).size === steps.length, {
    path: ["steps"],
    message: "two steps have the same id",
  });

/** Writes the plan as JSON, with a hash of its content; only the owner of the file may read it. */
export function writePlan(file: string, plan: Plan): void {
  writeResult(file, `${JSON.stringify({ ...plan, hash: planHash(plan) }, undefined, 2)}\n`);
}

/**
 * Reads a plan that `writePlan` wrote. One that was changed since is not the plan that was tried.
 *
 * @param kinds of steps that this version can carry out
 * @throws ReorganizeError that says what is wrong with the file
 */
export function readPlan(file: string, kinds: readonly string[]): Plan {
  const written = readJson(file, "Write one with: pnpm reorganize plan");
  const found = knowing(kinds).safeParse(written);
  if (!found.success)
    throw new ReorganizeError(
      `${file} is no plan of this tool: ${tellIssues(found.error)}. Write one with: pnpm reorganize plan`,
    );
  const { hash: itsHash, ...content } = found.data;
  // The schema leaves open what a code comes with.
  const plan = content as unknown as Plan;
  if (planHash(plan) === itsHash) return plan;
  throw new ReorganizeError(
    `${file} is not as it was written: what is in it now was never tried, forward and back. ` +
      "Put what you want otherwise into a mapping, and plan again.",
    { next: ["plan"] },
  );
}

function knowing(kinds: readonly string[]) {
  return planSchema.and(z.looseObject({ hash })).superRefine(({ steps }, context) => {
    for (const [index, { id }] of steps.entries())
      if (!kinds.includes(id.kind))
        context.addIssue({
          code: "custom",
          path: ["steps", index, "id", "kind"],
          message: `there is no kind of step "${id.kind}"`,
        });
  });
}

/** A hash, in hexadecimal, that is the same for the same plan, whether it came from a file or not. */
export function planHash(plan: Plan): string {
  return createHash("sha256")
    .update(JSON.stringify(planSchema.parse(plan)))
    .digest("hex");
}

/** What a JSON file holds; `next` says what to do when it cannot be read. */
export function readJson(file: string, next: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const reason = code ?? "it is no JSON";
    throw new ReorganizeError(`Cannot read ${file} (${reason}). ${next}`, { cause });
  }
}

/** The first few things that are wrong, each with where. */
export function tellIssues({ issues }: z.ZodError, most = 3): string {
  const told = issues.slice(0, most).map((issue) => {
    // A wrong key says no more than that; what is wrong with it is inside.
    const inner = issue.code === "invalid_key" ? issue.issues[0]?.message : undefined;
    const where = issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
    return `${where}${inner ?? issue.message}`;
  });
  const more = issues.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
