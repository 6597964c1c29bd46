import { tmpdir } from "node:os";
import { connectOnce } from "@deepiri/database";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { createEmptyDatabase } from "@deepiri/test-database";
import { expect, it, onTestFinished } from "vitest";
import { copySource } from "../../src/planner/copy-source.js";
import { loginPath } from "../../src/session/login-path.js";

const mood = `CREATE SCHEMA theirs;
  CREATE FUNCTION theirs.fine() RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT 'fine'$$;
  CREATE FUNCTION theirs.mood() RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN fine(); END';
  CREATE TABLE theirs.moods (id int PRIMARY KEY, mood text GENERATED ALWAYS AS (theirs.mood()) STORED)`;

// What is set for a server is set for whatever else runs on it.
it("copies what names others without their schema by the path in the server's configuration", {
  timeout: 60_000,
}, async () => {
  const directory = await throwAwayDirectory(tmpdir());
  const databases = ["source", "copy"];
  const server = await startServer({ directory, kind: "throw-away", databases });
  onTestFinished(() => server.stop());
  const at = (name: string) => new URL(`/${name}`, server.url).href;
  const client = await connectOnce(at("source"));
  await client.query("ALTER SYSTEM SET search_path = theirs, public");
  await client.query("SELECT pg_reload_conf()");
  await expect.poll(() => loginPath(at("source"))).toBe("theirs, public");
  await client.query(`SET search_path = theirs; ${mood}; INSERT INTO theirs.moods VALUES (1)`);
  await client.end();
  await copySource(at("source"), at("copy"), 10);
  const copy = await connectOnce(at("copy"));
  onTestFinished(() => copy.end());
  expect((await copy.query("SELECT * FROM theirs.moods")).rows).toEqual([{ id: 1, mood: "fine" }]);
});

it("copies a database in whose path nothing is", async () => {
  const [source, copy] = [await createEmptyDatabase("source"), await createEmptyDatabase("copy")];
  onTestFinished(async () => {
    await source.drop();
    await copy.drop();
  });
  const client = await connectOnce(source.url);
  await client.query(`ALTER DATABASE "${client.database}" SET search_path = ''`);
  await client.query("CREATE TABLE public.words (id int PRIMARY KEY)");
  await client.end();
  await copySource(source.url, copy.url, 10);
  expect(await loginPath(copy.url)).toBe('""');
});
