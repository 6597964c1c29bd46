import { type Job, rawClient } from "@deepiri/database";
import { embedMemories, purgeExpired } from "./keep-memories.js";

/** What memories need from time to time. */
export const memoryJobs: readonly Job[] = [
  {
    name: "robbieverse.embed-memories",
    cron: "* * * * *",
    async run(connection) {
      const { completed, postponed, failed } = await embedMemories(rawClient(connection));
      return {
        summary: `${completed} memories embedded, ${postponed} postponed, ${failed} failed`,
      };
    },
  },
  {
    name: "robbieverse.purge-expired",
    cron: "50 2 * * *",
    async run(connection) {
      const { memories, context } = await purgeExpired(rawClient(connection));
      return { summary: `${memories} memories and ${context} values of conversations purged` };
    },
  },
];
