import { setTimeout as pause } from "node:timers/promises";
import { connectOnce } from "@deepiri/database";
import { applicationName } from "../../src/session/open.js";

/** A program's statement that waited for the tool, or behind it in a queue. */
export interface Wait {
  readonly milliseconds: number;
  readonly query: string;
  /** What the tool was doing. */
  readonly during: string;
}

/** Watches who waits for the tool; the server says since when. */
export interface Watch {
  /** The longest waits first. */
  stop(): Promise<readonly Wait[]>;
}

// By the server's clock, so a busy machine does not make the wait longer than it is, and one of 250 ms
// is looked at some forty times.
const waitsSql = `
  SELECT waiting.pid || ' ' || waiting.waitstart AS id, program.query,
         extract(epoch FROM clock_timestamp() - waiting.waitstart) * 1000 AS milliseconds
    FROM pg_locks AS waiting
    JOIN pg_stat_activity AS program ON program.pid = waiting.pid
   WHERE NOT waiting.granted AND waiting.waitstart IS NOT NULL AND program.application_name = $2
     AND EXISTS (SELECT FROM pg_stat_activity AS tool
                  WHERE tool.application_name = $1 AND tool.pid = ANY (pg_blocking_pids(waiting.pid)))`;

/** Name of the programs whose waits are watched. */
export const programName = "program under load";

/** Looks every few milliseconds until it is stopped. */
export async function watchWaits(url: string, during: () => string): Promise<Watch> {
  const client = await connectOnce(url, { applicationName: "watch of waits" });
  const waits = new Map<string, Wait>();
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      const now = during();
      const { rows } = await client.query(waitsSql, [applicationName, programName]);
      for (const { id, query, milliseconds } of rows)
        waits.set(id, { milliseconds: Number(milliseconds), query, during: now });
      await pause(3);
    }
  })();
  return {
    stop: async () => {
      isStopped = true;
      await watching;
      await client.end();
      return [...waits.values()].sort((a, b) => b.milliseconds - a.milliseconds);
    },
  };
}
