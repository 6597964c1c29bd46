import { currentContext } from "@deepiri/database";
import { NobodyAsks } from "./errors.js";

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

/** The key of a user or entity of who asks' tenant, as the client's `where` takes it. */
export function keyOf(id: string): { readonly id_tenantId: { id: string; tenantId: string } } {
  return { id_tenantId: { id, tenantId: whoAsks().tenant } };
}
