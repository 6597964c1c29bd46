import { type Job, rawClient } from "@deepiri/database";
import { expire } from "./expire.js";

/** What personalities need done from time to time. */
export const personalityJobs: readonly Job[] = [
  {
    name: "robbieverse.expire",
    cron: "*/10 * * * *",
    async run(connection) {
      const { memories, sessions } = await expire(rawClient(connection));
      return { summary: `${memories} working memories removed, ${sessions} live sessions closed` };
    },
  },
];
