import { expect, it } from "vitest";
import { memoryJobs } from "../../src/memory/jobs.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, memories } = useRobbieverse();

it("jobs embed what is remembered, and purge what has expired, as the owner of the tables", async () => {
  await memories.create();
  await memories.create({ expiresAt: new Date(Date.now() - 1000) });
  const connection = await db.owner.connect();
  try {
    const { rows } = await connection.query(
      "SELECT relowner::pg_catalog.regrole::text AS owner FROM pg_catalog.pg_class WHERE oid = 'conversation.ai_memories'::pg_catalog.regclass",
    );
    await connection.query(`SET ROLE ${rows[0].owner}`);
    const context = { database: "robbieverse", url: db.url, signal: new AbortController().signal };
    const done = [];
    for (const job of [...memoryJobs, ...memoryJobs])
      done.push((await job.run(connection, context)).summary);
    expect(done).toEqual([
      "2 memories embedded, 0 postponed, 0 failed",
      "1 memories and 0 values of conversations purged",
      "0 memories embedded, 0 postponed, 0 failed",
      "0 memories and 0 values of conversations purged",
    ]);
  } finally {
    await connection.query("RESET ROLE");
    connection.release();
  }
});
