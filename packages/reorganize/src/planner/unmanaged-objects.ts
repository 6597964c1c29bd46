import type { Objects } from "../catalog/objects/read-objects.js";
import { plainName, type TableName } from "../catalog/table-name.js";
import type { ObjectName } from "../plan/subject.js";
import type { UnmanagedObject } from "../plan/unmanaged-object.js";

/**
 * Unmanaged objects beside tables: views, functions and publications that the target does not have,
 * whether they use its tables or not.
 */
export function unmanagedObjects(there: Objects, ofTarget: Objects): UnmanagedObject[] {
  const managed = new Set([...ofTarget.views, ...ofTarget.routines].map(plainName));
  const unmanaged = (kind: ObjectName["kind"], objects: readonly TableName[]): ObjectName[] =>
    objects
      .map(plainName)
      .filter((name) => !managed.has(name))
      .map((name) => ({ kind, name }));
  return [
    ...unmanaged("view", there.views),
    ...unmanaged("function", there.routines),
    ...there.publications.map(({ name }) => ({ kind: "publication" as const, name })),
  ].map((object) => ({ object, reason: { code: "not in target" } }));
}
