import type { Job } from "@deepiri/database";
import { refreshDue } from "./refresh.js";

export const jobs: readonly Job[] = [
  {
    // Looks more often than any model is refreshed: each declares by itself how old it may become.
    name: "read-models.refresh",
    cron: "*/5 * * * *",
    async run(connection, { signal }) {
      const outcomes = [...(await refreshDue(connection, signal)).values()];
      const refreshed = outcomes.filter((one) => one === "refreshed").length;
      return { summary: `${refreshed} of ${outcomes.length} read models that were due refreshed` };
    },
  },
  {
    name: "read-models.forget-runs",
    cron: "30 3 * * *",
    async run(connection) {
      const { rows } = await connection.query(
        "SELECT read_models.forget_runs(pg_catalog.now() - interval '90 days') AS forgotten",
      );
      return { summary: `${rows[0].forgotten} records of runs deleted` };
    },
  },
];
