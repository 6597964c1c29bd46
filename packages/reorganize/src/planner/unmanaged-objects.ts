import type { Objects } from "../catalog/objects/read-objects.js";
import type { Untouched } from "../plan/plan.js";

/**
 * What others made and stays as it is, beside tables: views, functions and publications that the
 * target does not have, whether they lean on its tables or not.
 */
export function untouchedObjects(there: Objects, ofTarget: Objects): Untouched[] {
  const ours = new Set(
    [...ofTarget.views, ...ofTarget.routines].map(({ schema, name }) => `${schema}.${name}`),
  );
  const others = (objects: readonly { schema: string; name: string }[], kind: string) =>
    objects
      .map(({ schema, name }) => `${schema}.${name}`)
      .filter((name) => !ours.has(name))
      .map((name) => `${kind} ${name}`);
  const published = there.publications.map(({ name }) => `publication ${name}`);
  return [...others(there.views, "view"), ...others(there.routines, "function"), ...published].map(
    (object) => ({ object, why: "others made it, and the target has no such thing" }),
  );
}
