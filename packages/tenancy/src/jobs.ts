import { type Job, rawClient } from "@deepiri/database";
import { enforceIsolation } from "./enforce.js";

/** Row security on partitions that came since the last time, each locked for a moment. */
const enforce: Job = {
  name: "tenancy.enforce",
  cron: "*/15 * * * *",
  run: async (connection) => {
    // The next run does what is in use now.
    await connection.query("SET lock_timeout = '1s'");
    const changed = await enforceIsolation(rawClient(connection));
    return { summary: `row security forced on ${changed} tables` };
  },
};

export const jobs: readonly Job[] = [enforce];
