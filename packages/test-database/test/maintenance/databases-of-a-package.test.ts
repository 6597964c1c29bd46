import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onSameServer, withClient } from "../../src/maintenance/databases.js";
import { ensureTemplate } from "../../src/maintenance/template.js";
import { useServer } from "../fixture/use-server.js";

const server = useServer();
const before = process.cwd();
let root: string;

// core is in the default database by itself, and in shop because billing depends on it.
const files = {
  "pnpm-workspace.yaml": "packages: [packages/*]\n",
  "package.json": "{}",
  ...tablePackage("core", "users", {}),
  ...tablePackage("billing", "invoices", {
    dependencies: { "@small/core": "*" },
    deepiri: { database: "shop" },
  }),
};

function tablePackage(key: string, table: string, manifest: object) {
  const folder = `packages/${key}`;
  return {
    [`${folder}/package.json`]: JSON.stringify({ name: `@small/${key}`, ...manifest }),
    [`${folder}/prisma.config.ts`]: "",
    [`${folder}/prisma/schema/schema.prisma`]:
      `datasource db {\n  provider = "postgresql"\n  schemas  = ["public"]\n}\n` +
      `model ${table} {\n  id Int @id\n\n  @@schema("public")\n}\n`,
    [`${folder}/prisma/migrations/migration_lock.toml`]: 'provider = "postgresql"\n',
    [`${folder}/prisma/migrations/1_${table}/migration.sql`]: `CREATE TABLE public.${table} (id int PRIMARY KEY);\n`,
  };
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "two databases "));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  process.chdir(root);
});
afterAll(() => {
  process.chdir(before);
  rmSync(root, { recursive: true });
});

async function usersOf(template: string): Promise<unknown> {
  const sql = `SELECT tableowner AS owner, has_table_privilege('shop_core', 'public.users', 'INSERT') AS shop,
    has_table_privilege('deepiri_core', 'public.users', 'INSERT') AS deepiri
    FROM pg_tables WHERE tablename = 'users'`;
  const url = onSameServer(server.url, template);
  return (await withClient(url, (client) => client.query(sql))).rows[0];
}

test("a package that is in two databases has a template for each, with that one's roles", async () => {
  const own = await ensureTemplate(server.url, { package: "core" });
  const inShop = await ensureTemplate(server.url, { package: "core", database: "shop" });
  const billing = await ensureTemplate(server.url, { package: "billing" });
  expect([own.database, inShop.database, billing.database]).toEqual(["deepiri", "shop", "shop"]);
  expect(await server.databases()).toEqual([own.name, inShop.name, billing.name].sort());
  expect(await usersOf(own.name)).toEqual({
    owner: "deepiri_migrator",
    shop: false,
    deepiri: true,
  });
  expect(await usersOf(inShop.name)).toEqual({
    owner: "shop_migrator",
    shop: true,
    deepiri: false,
  });
  expect(await usersOf(billing.name)).toMatchObject({ owner: "shop_migrator" });
});

test("a package has none in a database that it is not in", async () => {
  const wanted = { package: "billing", database: "deepiri" };
  await expect(ensureTemplate(server.url, wanted)).rejects.toThrow(
    '"billing" is not in the database "deepiri"',
  );
});
