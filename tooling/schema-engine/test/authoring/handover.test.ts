import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Decisions, writeFiles } from "@deepiri/authoring";
import { findDatabase, findPackage, readWorkspace } from "@deepiri/workspace";
import { afterAll, expect, test } from "vitest";
import { authorMigration } from "../../src/authoring/author-migration.js";
import { migrate } from "../../src/index.js";
import { runPrisma } from "../fixture/run-prisma.js";
import { useOwnServer } from "../fixture/use-own-server.js";

const server = useOwnServer();
const thisPackage = fileURLToPath(new URL("../..", import.meta.url));
const root = join(mkdtempSync(join(tmpdir(), "deepiri handover ")), "repo");
afterAll(() => rmSync(dirname(root), { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const datasource = 'datasource db {\n  provider = "postgresql"\n  schemas  = ["public"]\n}\n';
const model = (name: string, table: string) =>
  `model ${name} {\n  id   Int     @id @default(autoincrement())\n  text String?\n\n  @@map("${table}")\n  @@schema("public")\n}\n`;
const declare = (key: string, ...models: string[]) =>
  write(`services/${key}/prisma/schema/schema.prisma`, [datasource, ...models].join("\n"));
const manifest = (key: string, settings: object = {}) =>
  write(
    `services/${key}/package.json`,
    JSON.stringify({
      name: `@test/${key}`,
      type: "module",
      deepiri: { database: "shop", ...settings },
    }),
  );

write("pnpm-workspace.yaml", "packages: [services/*]\n");
write("package.json", '{ "name": "repo", "type": "module" }');
mkdirSync(join(root, "node_modules/@deepiri"), { recursive: true });
symlinkSync(thisPackage, join(root, "node_modules/@deepiri/schema-engine"));
symlinkSync(join(thisPackage, "node_modules/prisma"), join(root, "node_modules/prisma"));
for (const key of ["archive", "notes"]) {
  manifest(key);
  write(
    `services/${key}/prisma.config.ts`,
    'import { definePackage } from "@deepiri/schema-engine/config";\n\nexport default definePackage(import.meta.dirname);\n',
  );
}

let url = "";
async function author(key: string, name: string) {
  const workspace = readWorkspace(root);
  const one = findPackage(workspace, key);
  const decisions = new Decisions({ moved: [], dropped: [] });
  const written = await authorMigration(workspace, one, { url, name, decisions });
  if (written)
    writeFiles([
      ...written.others.map(([from, files]) => [from.migrationsDirectory, files] as const),
      [one.migrationsDirectory, written.files],
    ]);
  return written;
}

const migrateAll = (to: string) => migrate(findDatabase(readWorkspace(root), "shop"), { url: to });
const migrations = (key: string) =>
  readdirSync(join(root, `services/${key}/prisma/migrations`)).map((name) => name.slice(15));
const shape = (of: string) =>
  server.query(
    of,
    `SELECT tablename AS table, tableowner AS owner,
            has_table_privilege('shop_notes', 'public.' || tablename, 'DELETE') AS notes,
            has_table_privilege('shop_archive', 'public.' || tablename, 'DELETE') AS archive
       FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );

test("a table goes from one package to another: both histories tell of it, and no row moves", {
  timeout: 120_000,
}, async () => {
  url = await server.createDatabase();
  declare("notes", model("Note", "notes"), model("Old", "old_notes"));
  declare("archive", model("Box", "boxes"));
  await author("notes", "notes");
  await author("archive", "boxes");
  await migrateAll(url);
  await server.query(url, "INSERT INTO public.old_notes (text) VALUES ('kept')");
  const before = await server.query(
    url,
    "SELECT 'public.old_notes'::regclass::oid, * FROM public.old_notes",
  );

  declare("notes", model("Note", "notes"));
  declare("archive", model("Box", "boxes"), model("Old", "old_notes"));
  await expect(author("archive", "take_old_notes")).rejects.toThrow(
    'add "deepiri": { "takesFrom": ["notes"] }',
  );
  manifest("archive", { takesFrom: ["notes"] });
  const written = await author("archive", "take_old_notes");
  expect(written?.notes).toEqual([
    expect.stringContaining("public.old_notes goes from notes to archive"),
  ]);
  expect(migrations("notes").slice(0, 2)).toEqual(["notes", "take_old_notes"]);
  expect(migrations("archive").slice(0, 2)).toEqual(["boxes", "take_old_notes"]);
  expect(await author("archive", "again")).toBeUndefined();
  expect(await author("notes", "again")).toBeUndefined();

  await migrateAll(url);
  const after = await server.query(
    url,
    "SELECT 'public.old_notes'::regclass::oid, * FROM public.old_notes",
  );
  expect(after).toEqual(before);
  const owner = "shop_migrator";
  expect(await shape(url)).toEqual([
    { table: "boxes", owner, notes: false, archive: true },
    { table: "notes", owner, notes: true, archive: false },
    { table: "old_notes", owner, notes: false, archive: true },
  ]);
  const usage =
    "has_sequence_privilege('shop_archive', 'public.old_notes_id_seq', 'USAGE') AS usage";
  expect(await server.query(url, `SELECT ${usage}`)).toEqual([{ usage: true }]);
});

test("after that it is changed by the package that has it, on a new database too", {
  timeout: 120_000,
}, async () => {
  const changed = model("Old", "old_notes").replace("text String?", "text String?\n  more Int?");
  declare("archive", model("Box", "boxes"), changed);
  const written = await author("archive", "more");
  expect(written?.files.map(({ sql }) => sql)).toEqual([
    expect.stringMatching(/^ALTER TABLE "public"."old_notes" ADD COLUMN/),
  ]);
  await migrateAll(url);
  const fresh = await server.createDatabase();
  await migrateAll(fresh);
  expect(await shape(fresh)).toEqual(await shape(url));
  const cwd = join(root, "services/archive");
  const { output } = await runPrisma(["migrate", "dev", "--name", "none"], {
    cwd,
    env: { SHOP_DATABASE_URL: fresh },
  });
  expect(output).toContain("Already in sync");
});

test("a package does not take a table from one whose migrations run after its own", async () => {
  manifest("archive");
  write(
    "services/notes/package.json",
    '{ "name": "@test/notes", "deepiri": { "database": "shop" }, "dependencies": { "@test/archive": "*" } }',
  );
  await expect(author("archive", "no")).rejects.toThrow("run after those of archive");
});
