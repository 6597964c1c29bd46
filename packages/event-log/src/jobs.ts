import { type Job, rawClient } from "@deepiri/database";
import { purgeKeys } from "./purge-keys.js";
import { stamp } from "./stamp.js";

/** Days after which nobody repeats a request any more. */
const keyDays = 30;

const batch = 10_000;

/** What is to be done about the log beside reading and writing it. */
export const jobs: readonly Job[] = [
  {
    name: "event-log.stamp",
    cron: "* * * * *",
    run: async (connection, { signal }) => {
      let [all, stamped] = [0, batch];
      while (stamped === batch && !signal.aborted) {
        stamped = await stamp(rawClient(connection), batch);
        all += stamped;
      }
      return { summary: `${all} events got their positions` };
    },
  },
  {
    name: "event-log.purge-keys",
    cron: "40 3 * * *",
    run: async (connection) => {
      const purged = await purgeKeys(rawClient(connection), keyDays);
      return { summary: `${purged} idempotency keys forgotten` };
    },
  },
  {
    // After the night's new partitions were made, and months before events get into them.
    name: "event-log.protect-partitions",
    cron: "50 3 * * *",
    run: async (connection) => {
      const sql = "SELECT event_log.protect_partitions() AS protected";
      const { rows } = await connection.query<{ protected: number }>(sql);
      return { summary: `${rows[0]?.protected} partitions refuse TRUNCATE from now on` };
    },
  },
];
