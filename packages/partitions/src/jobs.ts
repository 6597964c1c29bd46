import type { Job, JobContext } from "@deepiri/database";
import type pg from "pg";
import { drain } from "./drain.js";
import { dropRetired } from "./drop-retired.js";
import { makeAhead } from "./make-ahead.js";
import { retire } from "./retire.js";
import type { Session } from "./session.js";

/**
 * Making is apart from retiring and comes first: where both are one, a retirement that fails each night takes
 * with it what was made, until no partition is left to write to.
 */
export const jobs: readonly Job[] = [
  job("make-ahead", "15 1 * * *", async (session) => `${await makeAhead(session)} partitions made`),
  job("drain", "45 1 * * *", async (session) => `${await drain(session)} rows drained`),
  job("retire", "15 2 * * *", async (session) => {
    const retired = await retire(session);
    const dropped = await dropRetired(session);
    return `${retired.length} partitions detached, ${dropped.length} dropped`;
  }),
];

function job(name: string, cron: string, work: (session: Session) => Promise<string>): Job {
  const run = async (connection: pg.ClientBase, { url, signal }: JobContext) => ({
    summary: await work({ connection, url, signal }),
  });
  return { name: `partitions.${name}`, cron, run };
}
