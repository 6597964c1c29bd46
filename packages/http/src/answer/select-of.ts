import type { z } from "zod";

/** Prisma's `select` of just the fields that an answer's schema has: nothing else is even read. */
export function selectOf<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
): { [Field in keyof Shape]: true } {
  const fields = Object.keys(schema.shape).map((field) => [field, true]);
  return Object.fromEntries(fields) as { [Field in keyof Shape]: true };
}
