import { type Caller, id, NotFound, selectOf } from "@deepiri/http";
import { z } from "zod";
import type { DproClient } from "../../client.js";
import { withoutSecrets } from "./without-secrets.js";

const document = z.record(z.string(), z.unknown());

/** How a user wants the program to be. */
export const settingsSchema = z.object({
  userId: id,
  chatSettings: document,
  profileSettings: document,
  updatedAt: z.date(),
});

/**
 * The settings of a user, without secrets, for himself and for administrators. Throws NotFound for anybody
 * else, as for a user who has none or does not exist: which it is, is nobody's business.
 */
export async function readSettings(
  client: Pick<DproClient, "userPreferences">,
  userId: bigint,
  caller: Caller,
): Promise<z.output<typeof settingsSchema>> {
  const isTheirs = caller.id === String(userId) || caller.roles.includes("admin");
  const row = isTheirs
    ? await client.userPreferences.findUnique({
        select: selectOf(settingsSchema),
        where: { userId },
      })
    : null;
  if (row === null) throw new NotFound(`There are no settings of user ${userId}.`);
  return {
    ...row,
    chatSettings: document.parse(withoutSecrets(row.chatSettings)),
    profileSettings: document.parse(withoutSecrets(row.profileSettings)),
  };
}
