import type { RawClient } from "@deepiri/database";

/** A reminder whose time has come. */
export interface Reminder {
  readonly kind: "commitment" | "calendar";
  readonly reminderId: string;
  readonly organizationId: string;
  readonly personalityId: number;
  /** Null: for the whole organization. */
  readonly userId: string | null;
  /** What it is about. */
  readonly subject: string;
  /** When that is due or begins; null: no time was given. */
  readonly dueAt: Date | null;
  readonly remindAt: Date;
}

/**
 * Takes up to so many reminders whose time has come and marks them as sent, so that no other caller is given them: of
 * the organization of who asks or, for a job, of all. Call it in the transaction that hands them on: if that fails they
 * are due again.
 */
export async function takeReminders(client: RawClient, atMost: number): Promise<Reminder[]> {
  return await client.$queryRawUnsafe<Reminder[]>(
    `SELECT kind, reminder_id AS "reminderId", organization_id AS "organizationId", personality_id AS "personalityId",
       user_id AS "userId", subject, due_at AS "dueAt", remind_at AS "remindAt"
     FROM personality.take_reminders($1::integer) ORDER BY remind_at, reminder_id`,
    atMost,
  );
}
