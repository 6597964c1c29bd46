import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { backUp, checkBackup, restore } from "../src/index.js";
import { ask, backupFolder, madeDatabase, rowsOf } from "./fixture/databases.js";
import { withRole } from "./fixture/with-role.js";

const all = `SELECT m.oid::int, md5(lo_get(m.oid)) AS bytes, length(lo_get(m.oid)) AS length, pg_get_userbyid(lomowner)::text AS owner,
  (SELECT string_agg(concat_ws(' ', grantee::regrole, privilege_type, is_grantable), ', ' ORDER BY grantee::regrole::text, privilege_type)
     FROM aclexplode(lomacl)) AS rights, lomacl IS NULL AS untouched, obj_description(m.oid, 'pg_largeobject') AS comment
  FROM pg_largeobject_metadata AS m ORDER BY m.oid`;

const some = (owner: string, reader: string): string => `
  CREATE TABLE public.files (id int PRIMARY KEY, content oid);
  INSERT INTO public.files VALUES (1, lo_from_bytea(70001, decode(repeat('00ff5c0a', 700000), 'hex'))), (2, lo_create(70002));
  SELECT lo_from_bytea(70003, '\\x01'); SELECT lo_put(70003, 3000000, '\\x02');
  SELECT lo_from_bytea(70004, decode(repeat('ab', 1 << 20), 'hex')), lo_from_bytea(70005, 'nobody');
  ALTER LARGE OBJECT 70002 OWNER TO "${owner}"; REVOKE ALL ON LARGE OBJECT 70005 FROM CURRENT_USER;
  GRANT SELECT ON LARGE OBJECT 70002 TO PUBLIC; GRANT UPDATE ON LARGE OBJECT 70002 TO "${reader}" WITH GRANT OPTION;
  COMMENT ON LARGE OBJECT 70003 IS 'it''s full of holes'`;

it("brings back large objects, byte for byte, with their owners, rights and comments", async () => {
  const [owner, reader] = [await withRole("owner of"), await withRole("reader of")];
  const url = await madeDatabase(some(owner, reader));
  const before = await ask<{ length: number }>(url, all);
  expect(before.map(({ length }) => length)).toEqual([2_800_000, 0, 3_000_001, 1 << 20, 6]);
  const out = backupFolder();
  const manifest = await backUp({ url, out });
  expect(manifest).toMatchObject({ format: 2, largeObjects: { objects: 5 }, unsaved: [] });
  const copy = await madeDatabase();
  await restore({ url: copy, from: out });
  expect(await ask(copy, all)).toEqual(before);
  expect(await rowsOf(copy)).toEqual(await rowsOf(url));
});

it("makes the roles that own or may read nothing else", async () => {
  const [owner, reader] = [await withRole("owner of"), await withRole("reader of")];
  const url = await madeDatabase(some(owner, reader));
  const before = await ask(url, all);
  const out = backupFolder();
  await backUp({ url, out });
  await ask(url, `DROP OWNED BY "${owner}", "${reader}"; DROP ROLE "${owner}", "${reader}"`);
  const copy = await madeDatabase();
  await restore({ url: copy, from: out });
  expect(await ask(copy, all)).toEqual(before);
});

it("says of a part, a sample and a masked backup that they have none", async () => {
  const url = await madeDatabase("CREATE TABLE public.files (id int); SELECT lo_create(0)");
  const said = ["1 large objects, which only a backup of all there is holds"];
  const choices = [
    { schemas: ["public"] },
    { sample: { rows: 1, seed: 1 } },
    { mask: Buffer.alloc(32) },
  ];
  for (const choice of choices) {
    const { format, unsaved } = await backUp({ url, out: backupFolder(), ...choice });
    expect({ format, unsaved }).toEqual({ format: 1, unsaved: said });
  }
});

it("refuses a database that has large objects, and a file of them that is damaged", async () => {
  const url = await madeDatabase("SELECT lo_from_bytea(0, 'a large one')");
  const out = backupFolder();
  await backUp({ url, out });
  await expect(restore({ url, from: out })).rejects.toThrow("has large objects already");
  const file = join(out, "large-objects.copy");
  writeFileSync(file, readFileSync(file, "utf8").replace("\\\\x61", "\\\\x62"));
  const copy = await madeDatabase();
  const damaged = /"large-objects.copy" of the backup .* is damaged/;
  await expect(restore({ url: copy, from: out })).rejects.toThrow(damaged);
  await expect(checkBackup({ url, from: out, tables: [] })).rejects.toThrow(damaged);
  expect(await ask(copy, all)).toEqual([]);
});
