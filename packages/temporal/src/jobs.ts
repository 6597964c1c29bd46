import { type Job, rawClient } from "@deepiri/database";
import { purgeExpired } from "./purge.js";

export const jobs: readonly Job[] = [
  {
    name: "temporal.purge-expired",
    cron: "45 3 * * *",
    async run(connection) {
      const results = await purgeExpired(rawClient(connection));
      const sum = (what: "purged" | "held") => results.reduce((total, one) => total + one[what], 0);
      return {
        summary: `${sum("purged")} entities purged, ${sum("held")} held by what refers to them`,
      };
    },
  },
];
