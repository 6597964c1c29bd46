import type { RawClient } from "@deepiri/database";
import { purge } from "@deepiri/temporal";

/** How many entities go at a time; what is left goes the next time. */
const atMost = 1000;

/**
 * Removes entities for good, with all their versions and what refers to them, whose time has come, of all tenants; their
 * events and what their use cost stay. For a job, which acts as the owner. Returns how many.
 */
export async function purgeDue(client: RawClient): Promise<number> {
  const due = await client.$queryRawUnsafe<{ id: string; tenant_id: string }[]>(
    `SELECT id, tenant_id FROM promptcraft.entity WHERE purge_at <= now() ORDER BY purge_at LIMIT ${atMost}`,
  );
  for (const { id, tenant_id } of due) await purge(client, "promptcraft.entity", { id, tenant_id });
  return due.length;
}
