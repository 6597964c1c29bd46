import { canonical } from "../catalog/canonical.js";
import type { Action } from "../catalog/delta/action.js";
import { carryOut } from "../catalog/delta/carry-out.js";
import { keyOf } from "../catalog/delta/object-id.js";
import {
  readUserObjects,
  type UserObjects,
  userObjectActions,
  userObjectPlan,
} from "../catalog/delta/user-objects.js";
import { readCatalogAt } from "../catalog/with-target.js";
import { ReorganizeError } from "../session/errors.js";
import { inColumnOrder } from "./in-column-order.js";

/**
 * Creates every user object of the database of `from` in the empty one of `to`, on the same
 * server: extensions, types, tables with their columns in order, rules, functions, triggers, views,
 * publications, owners and rights. `fill` is called before constraints that are NOT VALID are created.
 *
 * @returns the facts of both, which are the same
 * @throws ReorganizeError that names what could not be copied
 */
export async function copySchema(
  from: string,
  to: string,
  fill: () => Promise<void> = async () => {},
): Promise<UserObjects> {
  const [wanted, empty] = [await readUserObjects(from), await readUserObjects(to)];
  const whole = userObjectPlan(empty, wanted);
  const actions = inColumnOrder(whole.actions, await readCatalogAt(from)).map(faithful);
  const isLate = lateOnes(wanted);
  const send = async (part: readonly Action[]): Promise<void> =>
    applyActions(to, { ...whole, actions: [...part] });
  await send(actions.filter((action) => !isLate(action)));
  await fill();
  await send(actions.filter(isLate));
  const left = userObjectActions(await readUserObjects(to), wanted);
  if (left.length > 0) throw new CopyError(left.map(({ sql }) => sql).join("; "));
  return wanted;
}

/** The scratch copy could not be made like its source. */
class CopyError extends ReorganizeError {
  override readonly name = "CopyError";

  constructor(what: string, options?: ErrorOptions) {
    super(
      `The schema could not be copied to a scratch database, so no plan can be tried: ${what}. ` +
        "Nothing was changed. Give the login the rights it lacks, or take out what cannot be made twice on one server, and plan again.",
      options,
    );
  }
}

// The text of a function is kept as it was written; everything else was printed from what was parsed.
function faithful(action: Action): Action {
  const isText = action.produces.some(({ kind }) => ["function", "procedure"].includes(kind));
  return isText ? action : { ...action, sql: canonical(action.sql) };
}

/** What makes constraints that are not validated, for old rows may violate them, and comments on these. */
function lateOnes({ facts }: UserObjects): (action: Action) => boolean {
  const late = facts
    .facts()
    .filter(({ id, payload }) => id.kind === "constraint" && payload.validated === false);
  const keys = new Set(late.map(({ id }) => keyOf(id)));
  return ({ produces, consumes }) => [...produces, ...consumes].some((id) => keys.has(keyOf(id)));
}

async function applyActions(url: string, part: ReturnType<typeof userObjectPlan>): Promise<void> {
  const refused = await carryOut(url, part);
  if (refused) throw new CopyError(`${refused.message}, in: ${refused.sql}`);
}
