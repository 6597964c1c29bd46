import { readRoutines } from "../catalog/objects/read-routines.js";
import { plainName } from "../catalog/table-name.js";
import type { Plan } from "../plan/plan.js";
import type { Queryable } from "../session/queryable.js";

/** A function whose text names tables as they were called before. */
export interface Naming {
  /** `schema.name(arguments)` */
  readonly routine: string;
  /** Old names, as `schema.table`. */
  readonly names: readonly string[];
}

/**
 * The functions that fail once old names are gone, as far as their texts say it. PostgreSQL keeps no account of what a
 * text names, and no use of an old name shows before such a function is called.
 */
export async function readNaming(
  reader: Queryable,
  { sources, retired = [] }: Pick<Plan, "sources" | "retired">,
): Promise<Naming[]> {
  const there = new Set(sources.map(({ to }) => to));
  const going = new Set([...sources.map(({ from }) => from), ...retired.map(({ table }) => table)]);
  const routines = await readRoutines(reader);
  return routines.flatMap((routine) => {
    const names = routine.names.filter((name) => going.has(name) && !there.has(name));
    return names.length === 0
      ? []
      : [{ routine: `${plainName(routine)}(${routine.arguments})`, names }];
  });
}
