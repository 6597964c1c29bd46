import { findDatabase, readWorkspace, type TablePackage } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { migrate } from "../../src/index.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";
import { useOwnServer } from "../fixture/use-own-server.js";
import { writeTablePackage } from "../fixture/write-table-package.js";

const { root, write } = twoPackageWorkspace();
const server = useOwnServer();
writeTablePackage(write, {
  key: "billing",
  database: "shop",
  needs: ["core"],
  schema: "public",
  model: "Invoice",
  table: "invoices",
});
write(
  "services/billing/prisma/schema/external.prisma",
  `/// uses: select (id)
model User {
  id String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid

  @@map("users")
  @@schema("public")
}
`,
);
write(
  "services/billing/prisma/migrations/20260101000000_invoices/migration.sql",
  "CREATE TABLE public.invoices (id int PRIMARY KEY, user_id uuid REFERENCES public.users);",
);

for (const key of ["notes", "tags"]) {
  writeTablePackage(write, {
    key,
    database: "apart",
    schema: key,
    model: "Thing",
    table: "things",
  });
  write(
    `services/${key}/prisma/migrations/20260101000000_things/migration.sql`,
    `CREATE SCHEMA ${key}; CREATE TABLE ${key}.things (id int PRIMARY KEY);`,
  );
}

const workspace = readWorkspace(root);
const roles =
  "SELECT rolname::text AS name FROM pg_roles WHERE rolname ~ '_(migrator|core|auth|billing)$' ORDER BY 1";

test("two databases of one server share a package, and no role", async () => {
  const [all, shop] = [findDatabase(workspace), findDatabase(workspace, "shop")];
  const [url, shopUrl] = [await server.createDatabase(), await server.createDatabase()];
  const [, results] = await Promise.all([migrate(all, { url }), migrate(shop, { url: shopUrl })]);
  expect(results.map(({ package: { key }, applied }) => [key, applied.length])).toEqual([
    ["core", 2],
    ["billing", 1],
  ]);
  expect(await server.query(url, roles)).toEqual(
    [
      "deepiri_auth",
      "deepiri_core",
      "deepiri_migrator",
      "shop_billing",
      "shop_core",
      "shop_migrator",
    ].map((name) => ({ name })),
  );
  const owner = "SELECT tableowner AS owner FROM pg_tables WHERE tablename = 'users'";
  expect(await server.query(url, owner)).toEqual([{ owner: "deepiri_migrator" }]);
  expect(await server.query(shopUrl, owner)).toEqual([{ owner: "shop_migrator" }]);
  await server.query(shopUrl, "SET ROLE shop_billing; SELECT id FROM public.users");
  await server.query(shopUrl, "SET ROLE shop_core; SELECT email FROM public.users");
  for (const role of ["shop_billing", "deepiri_core"])
    await expect(
      server.query(shopUrl, `SET ROLE ${role}; SELECT email FROM public.users`),
    ).rejects.toMatchObject({ code: "42501" });
});

test("a second run of either has nothing to do, rights included", async () => {
  for (const name of ["deepiri", "shop"]) {
    const [database, url] = [findDatabase(workspace, name), await server.createDatabase()];
    await migrate(database, { url });
    const again = await migrate(database, { url });
    expect(again.map(({ applied, grants }) => [applied, grants.applied])).toEqual([
      [[], []],
      [[], []],
    ]);
  }
});

test("packages of one database that share nothing migrate each by itself, in any order", async () => {
  const apart = findDatabase(workspace, "apart");
  const url = await server.createDatabase();
  const migrateAlone = (one: TablePackage) => migrate(apart, { url, packages: [one] });
  await Promise.all(apart.packages.map(migrateAlone));
  const results = await migrate(apart, { url });
  expect(results.map(({ alreadyApplied }) => alreadyApplied)).toEqual([1, 1]);
});
