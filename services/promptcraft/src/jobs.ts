import { type Job, rawClient } from "@deepiri/database";
import { purgeDue } from "./entity/purge-due.js";
import { embedEntities } from "./search/embed-entities.js";

/** What has to be done from time to time. */
export const jobs: readonly Job[] = [
  {
    name: "promptcraft.embed",
    cron: "* * * * *",
    async run(connection) {
      const { completed, postponed, failed } = await embedEntities(rawClient(connection));
      return { summary: `${completed} texts embedded, ${postponed} postponed, ${failed} failed` };
    },
  },
  {
    name: "promptcraft.purge",
    cron: "35 2 * * *",
    async run(connection) {
      return { summary: `${await purgeDue(rawClient(connection))} deleted entities purged` };
    },
  },
];
