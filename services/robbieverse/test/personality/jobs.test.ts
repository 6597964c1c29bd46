import { expect, it } from "vitest";
import { jobs } from "../../src/jobs.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, workingMemories } = useRobbieverse();

const own = jobs.filter(({ name }) => name === "robbieverse.expire");

it("a job removes what has expired of all organizations, as the owner of the tables", async () => {
  const [createdAt, expiresAt] = [new Date("2026-01-01"), new Date("2026-01-02")];
  await workingMemories.create({ createdAt, expiresAt });
  const connection = await db.owner.connect();
  try {
    const { rows } = await connection.query(
      "SELECT relowner::pg_catalog.regrole::text AS owner FROM pg_catalog.pg_class WHERE oid = 'personality.ai_working_memory'::pg_catalog.regclass",
    );
    await connection.query(`SET ROLE ${rows[0].owner}`);
    const context = {
      database: "robbieverse",
      url: db.url,
      signal: new AbortController().signal,
    };
    const done = [];
    for (const job of [...own, ...own]) done.push((await job.run(connection, context)).summary);
    expect(done).toEqual([
      "1 working memories removed, 0 live sessions closed",
      "0 working memories removed, 0 live sessions closed",
    ]);
  } finally {
    await connection.query("RESET ROLE");
    connection.release();
  }
});
