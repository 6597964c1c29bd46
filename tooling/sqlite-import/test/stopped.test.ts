import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { importSqlite } from "../src/index.js";
import { fromSource, run } from "./fixture/program.js";
import { ownFolder, sqliteFile } from "./fixture/sqlite-file.js";
import { ownDatabase } from "./fixture/target.js";

const rows = 60_000;
const script = `CREATE TABLE first (v); INSERT INTO first VALUES (1);
  CREATE TABLE t (id INTEGER PRIMARY KEY, v);
  WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
  INSERT INTO t SELECT i, 'value ' || i || hex(randomblob(20)) FROM n`;

const schemas = "SELECT nspname FROM pg_namespace WHERE nspname IN ('legacy', '_import')";
const others = `SELECT count(*)::int AS n FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`;

it.each([
  ["killed", "SIGKILL", null],
  ["told to stop", "SIGINT", 1],
] as const)(
  "leaves nothing behind when it is %s in the middle of a table",
  async (_, signal, code) => {
    const { url, client } = await ownDatabase();
    const file = sqliteFile(script);
    const env = { ...process.env, TMPDIR: ownFolder() };
    const command = [process.execPath, ...fromSource("./run-import.ts"), file, url];
    const ended = await run(command, { env }, (output, child) => {
      if (output.split("copying").length > 4) child.kill(signal);
    });
    expect(ended.code).toBe(code);
    expect(ended.output).not.toContain("loaded");
    await expect.poll(async () => (await client.query(others)).rows).toEqual([{ n: 0 }]);
    expect((await client.query(schemas)).rows).toEqual([]);
    expect(readdirSync(env.TMPDIR).filter((name) => name.startsWith("sqlite-import"))).toEqual([]);
  },
);

it("stops when its signal asks to, and leaves the connection fit for use", async () => {
  const { client } = await ownDatabase();
  const asked = new AbortController();
  const loading = importSqlite(sqliteFile(script), client, {
    signal: asked.signal,
    onProgress: (event) => {
      if (event.kind === "copying" && event.rows > 1) asked.abort(new Error("asked to stop"));
    },
  });
  await expect(loading).rejects.toThrow("asked to stop");
  expect((await client.query(schemas)).rows).toEqual([]);
  const { rows } = await importSqlite(sqliteFile("CREATE TABLE t (v)"), client);
  expect(rows).toBe(0);
});
