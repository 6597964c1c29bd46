import { reading } from "../session/read-only.js";
import type { Session } from "../session/session.js";
import { keyOf } from "./delta/object-id.js";
import { readRoutines } from "./objects/read-routines.js";
import { readTriggers, type Trigger } from "./objects/read-triggers.js";
import { readOnce } from "./read-once.js";
import { parseTableName, plainName } from "./table-name.js";
import type { Target } from "./with-target.js";

/**
 * Unmanaged triggers on the target's tables, as keyOf their id; they stay. The target has no trigger of
 * that name there, and no function of the name that it calls: a trigger that differs from the target's
 * is the target's all the same, and so is one under an old name that calls a function of the target.
 */
export async function readUnmanagedTriggers(
  session: Session,
  target: Target,
): Promise<Set<string>> {
  const own = await readOnce(target, readOwn);
  return new Set(
    (await readTriggers(session))
      .filter(({ table }) => target.owners.has(table))
      .filter((one) => !own.triggers.has(keyOfTrigger(one)) && !own.functions.has(one.function))
      .map(keyOfTrigger),
  );
}

interface Own {
  readonly triggers: ReadonlySet<string>;
  /** As `schema.function`. */
  readonly functions: ReadonlySet<string>;
}

function readOwn(url: string): Promise<Own> {
  return reading(url, async (target) => ({
    triggers: new Set((await readTriggers(target)).map(keyOfTrigger)),
    functions: new Set((await readRoutines(target)).map(plainName)),
  }));
}

function keyOfTrigger({ table: on, name }: Trigger): string {
  const { schema, name: table } = parseTableName(on);
  return keyOf({ kind: "trigger", schema, table, name });
}
