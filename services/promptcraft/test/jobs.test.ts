import { expect, it } from "vitest";
import { jobs } from "../src/jobs.js";
import { usePromptcraft } from "./use-promptcraft.js";

const { db, entities } = usePromptcraft();

it("jobs embed what was written, and purge what is due, as the owner of the tables", async () => {
  const purgeAt = new Date();
  await entities.create();
  await entities.create({ deletedAt: purgeAt, purgeAt });
  const connection = await db.owner.connect();
  try {
    const { rows } = await connection.query(
      "SELECT relowner::pg_catalog.regrole::text AS owner FROM pg_catalog.pg_class WHERE oid = 'promptcraft.entity'::pg_catalog.regclass",
    );
    await connection.query(`SET ROLE ${rows[0].owner}`);
    const context = { database: "promptcraft", url: db.url, signal: new AbortController().signal };
    const done = [];
    for (const job of [...jobs, ...jobs]) done.push((await job.run(connection, context)).summary);
    expect(done).toEqual([
      "2 texts embedded, 0 postponed, 0 failed",
      "1 deleted entities purged",
      "0 texts embedded, 0 postponed, 0 failed",
      "0 deleted entities purged",
    ]);
  } finally {
    await connection.query("RESET ROLE");
    connection.release();
  }
});
