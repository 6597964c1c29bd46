import { NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";

/** A notification that a member has not acknowledged. */
export interface OpenNotification {
  readonly notificationId: string;
  readonly personalityId: number;
  /** Its name. */
  readonly personality: string;
  readonly notificationType: string;
  readonly title: string;
  readonly body: string | null;
  /** 1 to 10. */
  readonly priority: number;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

/** The notifications to who asks that are neither acknowledged nor expired, the highest priority first, then the oldest. */
export async function readOpenNotifications(
  client: RobbieverseTransaction,
): Promise<OpenNotification[]> {
  return await client.$queryRaw<OpenNotification[]>`
    SELECT notification_id AS "notificationId", personality_id AS "personalityId", personality,
      notification_type AS "notificationType", title, body, priority, created_at AS "createdAt", expires_at AS "expiresAt"
    FROM personality.notifications_open WHERE user_id = ${whoAsks().user}::uuid
    ORDER BY priority DESC, created_at, notification_id`;
}

/** Says that who asks has seen a notification to him. Throws NotFound when there is none that he has not. */
export async function acknowledgeNotification(
  client: RobbieverseTransaction,
  id: string,
): Promise<void> {
  const { tenant: organizationId, user: userId } = whoAsks();
  const { count } = await client.notification.updateMany({
    where: { organizationId, id, userId, acknowledgedAt: null },
    data: { acknowledgedAt: new Date() },
  });
  if (count === 0) throw new NotFound("personality.ai_notifications", id);
}
