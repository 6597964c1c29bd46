import { NobodyAsks } from "../error/refusals.js";
import { currentContext } from "./request-context.js";

/** On whose behalf something is read or written. */
export interface Asking {
  readonly tenant: string;
  /** Id of the user. */
  readonly user: string;
}

/** The user of the request and his tenant, by the request context. Throws NobodyAsks without one. */
export function whoAsks(): Asking {
  const context = currentContext();
  if (!context?.tenant || !context.actor) throw new NobodyAsks();
  return { tenant: context.tenant, user: context.actor };
}
