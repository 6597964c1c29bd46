import { NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { GoogleDataKind } from "../words/integration.js";

/** Whether a Google account may see the data of a kind of another, by the rules between accounts. */
export async function maySeeGoogleData(
  client: RobbieverseTransaction,
  viewerId: string,
  targetId: string,
  kind: GoogleDataKind,
): Promise<boolean> {
  const [answer] = await client.$queryRawUnsafe<[{ may: boolean }]>(
    "SELECT integration.may_see_google_data($1::uuid, $2::uuid, $3) AS may",
    ...[viewerId, targetId, kind],
  );
  return answer.may;
}

/**
 * Ids of the accounts whose data of a kind an account of who asks may see.
 *
 * @throws NotFound when it is not his account
 */
export async function visibleGoogleUsers(
  client: RobbieverseTransaction,
  viewerId: string,
  kind: GoogleDataKind,
): Promise<string[]> {
  const { tenant, user } = whoAsks();
  const own = await client.googleWorkspaceUser.findFirst({
    where: { organizationId: tenant, id: viewerId, userId: user },
  });
  if (!own) throw new NotFound("integration.google_workspace_users", viewerId);
  const visible = await client.$queryRawUnsafe<{ id: string }[]>(
    "SELECT id FROM integration.visible_google_users($1::uuid, $2) WHERE organization_id = $3::uuid",
    ...[viewerId, kind, tenant],
  );
  return visible.map(({ id }) => id);
}
