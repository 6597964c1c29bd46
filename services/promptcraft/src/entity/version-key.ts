import { whoAsks } from "@deepiri/database";

/** The key of a version of an entity of who asks' tenant, as the client's `where` takes it. */
export function versionKey(id: string, version: number) {
  return { id_tenantId_version: { id, tenantId: whoAsks().tenant, version } };
}

/** The key of an entity as functions of temporal take it, in SQL whose first two values are tenant and id. */
export const temporalKey = "jsonb_build_object('tenant_id', $1::uuid, 'id', $2::uuid)";
