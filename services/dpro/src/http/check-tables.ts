import { selectOf } from "@deepiri/http";
import type { DproClient } from "../client.js";
import { configurationSchema } from "./configuration/list-configurations.js";
import { settingsSchema } from "./settings/read-settings.js";
import { toolSchema } from "./tool/list-tools.js";

/** No row has it. */
const id = 0n;

/**
 * Asks for all columns that the endpoints read, and no row of them. Fails while the database is away, lacks a
 * migration that this program needs, or refuses its login a right: whatever keeps it from answering.
 */
export async function checkTables(
  client: Pick<DproClient, "tool" | "configuration" | "userPreferences">,
): Promise<void> {
  // One after the other: a check should not take three connections from those who work.
  await client.tool.findFirst({ select: selectOf(toolSchema), where: { id } });
  await client.configuration.findFirst({ select: selectOf(configurationSchema), where: { id } });
  await client.userPreferences.findFirst({ select: selectOf(settingsSchema), where: { id } });
}
