import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writtenManifest } from "../src/folder/manifest.js";
import { backUp, restore } from "../src/index.js";
import { ask, backupFolder, definitionsOf, madeDatabase, rowsOf } from "./fixture/databases.js";
import { oddDatabase } from "./fixture/odd-database.js";
import { withRole } from "./fixture/with-role.js";

it("brings back a database with odd everything, object for object and row for row", async () => {
  const role = await withRole("odd é");
  const url = await madeDatabase(oddDatabase(role));
  const out = backupFolder();
  const manifest = await backUp({ url, out });
  const copy = await madeDatabase();
  const restored = await restore({ url: copy, from: out });
  expect(await definitionsOf(copy)).toBe(await definitionsOf(url));
  expect(await rowsOf(copy)).toEqual(await rowsOf(url));
  expect(await ask(copy, "SELECT more::int FROM public.a_first")).toEqual([{ more: 4 }]);
  expect(manifest.unsaved).toEqual([]);
  expect(restored.keys).toBe(6);
  expect(restored.madeRoles).toEqual([]);
});

it("restores a backup of before, which does not say what its definitions are about", async () => {
  const role = await withRole("odd é");
  const url = await madeDatabase(oddDatabase(role));
  const out = backupFolder();
  const { outlines, ...before } = await backUp({ url, out });
  rmSync(join(out, outlines?.file ?? ""));
  writeFileSync(join(out, "manifest.json"), writtenManifest(before));
  const copy = await madeDatabase();
  await restore({ url: copy, from: out });
  expect(await definitionsOf(copy)).toBe(await definitionsOf(url));
});

it("makes roles that are missing, without a login, and gives them what they had", async () => {
  const owner = await withRole("owner");
  const login = await withRole("login", `LOGIN IN ROLE "${owner}"`);
  const url =
    await madeDatabase(`CREATE TABLE public.things (id int); ALTER TABLE public.things OWNER TO "${owner}";
    GRANT SELECT ON public.things TO "${login}"; GRANT INSERT ON public.things TO PUBLIC;
    DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$;
    DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO %I', current_database(), '${owner}'); END $$`);
  const definitions = await definitionsOf(url);
  const out = backupFolder();
  await backUp({ url, out });
  const copy = await madeDatabase();
  await ask(
    url,
    `DROP OWNED BY "${owner}", "${login}"; DROP ROLE "${login}"; DROP ROLE "${owner}"`,
  );
  const { madeRoles } = await restore({ url: copy, from: out });
  expect(madeRoles).toEqual([
    { name: login, canLogIn: true, inherits: true, memberOf: [owner] },
    { name: owner, canLogIn: false, inherits: true, memberOf: [] },
  ]);
  expect(await definitionsOf(copy)).toBe(definitions);
  expect(
    await ask(
      copy,
      `SELECT has_database_privilege('${owner}', current_database(), 'CREATE') AS create, has_database_privilege('public', current_database(), 'TEMPORARY') AS temporary`,
    ),
  ).toEqual([{ create: true, temporary: false }]);
});

it("says which tables of extensions it has no rows of", async () => {
  const url =
    await madeDatabase(`CREATE EXTENSION citext; CREATE TABLE public.kept (id int); ALTER EXTENSION citext ADD TABLE public.kept;
    UPDATE pg_extension SET extconfig = ARRAY['public.kept'::regclass], extcondition = ARRAY[''] WHERE extname = 'citext'`);
  const { unsaved } = await backUp({ url, out: backupFolder() });
  expect(unsaved).toEqual([
    "rows of public.kept, which extensions keep for their users (pg_dump saves them)",
  ]);
});

it("lets only its owner read the folder and its files, and keeps no password", async () => {
  const url = await madeDatabase("CREATE TABLE public.things (id int)");
  const out = backupFolder();
  await backUp({ url: url.replace("postgres@", "postgres:geheim@"), out });
  const files = readdirSync(out, { recursive: true, withFileTypes: true });
  const modes = files.map((one) => [
    one.name,
    statSync(join(one.parentPath, one.name)).mode & 0o777,
  ]);
  expect(statSync(out).mode & 0o777).toBe(0o700);
  expect(Object.fromEntries(modes)).toEqual({
    "manifest.json": 0o600,
    "definitions.sql": 0o600,
    "definitions.json": 0o600,
    rows: 0o700,
    "0001-public.things.copy": 0o600,
  });
  expect(readFileSync(join(out, "manifest.json"), "utf8")).not.toContain("geheim");
});
