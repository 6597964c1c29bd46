import { whoAsks } from "@deepiri/database";

/** The key of a user or entity of who asks' tenant, as the client's `where` takes it. */
export function keyOf(id: string): { readonly id_tenantId: { id: string; tenantId: string } } {
  return { id_tenantId: { id, tenantId: whoAsks().tenant } };
}
