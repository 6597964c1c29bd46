import { defined, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Activity } from "../generated/client.js";
import type { ActivityDirection, ActivityType } from "../words/business.js";
import { assertVisible, type Concerned } from "./assert-visible.js";

/** What was done or is planned, and what it has to do with. */
export interface NewActivity extends Concerned {
  readonly type: ActivityType;
  /** Now if left out. */
  readonly date?: Date;
  readonly subject?: string;
  readonly body?: string;
  readonly direction?: ActivityDirection;
  readonly outcome?: string;
  readonly durationSeconds?: number;
  /** For the members of that town alone. */
  readonly townId?: string;
}

/**
 * Records an activity of who asks.
 *
 * @throws NotFound for a company, contact or deal that is not there, or not for him to see
 */
export async function recordActivity(
  client: RobbieverseTransaction,
  { type, date = new Date(), companyId, contactId, dealId, ...rest }: NewActivity,
): Promise<Activity> {
  const { tenant, user } = whoAsks();
  const concerned = { companyId, contactId, dealId };
  await assertVisible(client, concerned);
  return await client.activity.create({
    data: {
      organizationId: tenant,
      userId: user,
      activityType: type,
      activityDate: date,
      ...defined({ ...concerned, ...rest }),
    },
  });
}
