import { expect, test } from "vitest";
import {
  ClashingNamesError,
  checkExternals,
  databasesOf,
  externalObjects,
  findDatabase,
  findPackage,
  readOwnership,
  readWorkspace,
  TwoOwnersError,
  UnknownDatabaseError,
} from "../src/index.js";
import { tablePackage, temporaryWorkspace, userModel } from "./fixture/temporary-workspace.js";

const tableOf = (name: string) =>
  `model ${name} {\n  id String @id @db.Uuid\n  @@map("${name.toLowerCase()}")\n  @@schema("public")\n}\n`;

/** core is shared; auth is in the default database; catalog and billing are in shop. */
const two = {
  ...tablePackage("packages/core", { users: userModel() }),
  ...tablePackage("services/auth", { needs: ["core"], own: tableOf("Sessions") }),
  ...tablePackage("services/catalog", { database: "shop", own: tableOf("Products") }),
  ...tablePackage("services/billing", {
    database: "shop",
    needs: ["core", "catalog"],
    own: tableOf("Sessions"),
    external: userModel(),
  }),
};

test("a database holds the packages that name it and all that they depend on, in their order", () => {
  const { databases } = readWorkspace(temporaryWorkspace(two));
  expect(databases.map(({ name, packages }) => [name, packages.map(({ key }) => key)])).toEqual([
    ["deepiri", ["core", "auth"]],
    ["shop", ["core", "catalog", "billing"]],
  ]);
});

test("a package belongs to one database and may be in several", () => {
  const workspace = readWorkspace(temporaryWorkspace(two));
  const core = findPackage(workspace, "core");
  expect(core.database).toBe("deepiri");
  expect(databasesOf(workspace, core).map(({ name }) => name)).toEqual(["deepiri", "shop"]);
  expect(databasesOf(workspace, findPackage(workspace, "auth")).map(({ name }) => name)).toEqual([
    "deepiri",
  ]);
});

test("a building block is in the databases that have a user of it, and belongs to the first", () => {
  const blocks = {
    ...two,
    ...tablePackage("packages/log", { block: true, own: tableOf("Events") }),
    ...tablePackage("packages/search", { block: true, needs: ["log"], own: tableOf("Vectors") }),
    ...tablePackage("services/notes", { database: "notes", needs: ["search"] }),
    ...tablePackage("services/catalog", { database: "shop", needs: ["log"] }),
  };
  const workspace = readWorkspace(temporaryWorkspace(blocks));
  const placesOf = (key: string) => {
    const block = findPackage(workspace, key);
    return [block.database, databasesOf(workspace, block).map(({ name }) => name)];
  };
  expect(placesOf("log")).toEqual(["notes", ["notes", "shop"]]);
  expect(placesOf("search")).toEqual(["notes", ["notes"]]);
});

test("a building block that nobody uses yet can be tried in the default database", () => {
  const lone = { ...two, ...tablePackage("packages/log", { block: true, own: tableOf("Events") }) };
  expect(findPackage(readWorkspace(temporaryWorkspace(lone)), "log").database).toBe("deepiri");
});

test("tables of two databases may have one name, tables of one database may not", () => {
  const { databases } = readWorkspace(temporaryWorkspace(two));
  expect(
    databases.map((one) => readOwnership(one).tables.get("public.sessions")?.owner.key),
  ).toEqual(["auth", "billing"]);
  const both = {
    ...two,
    ...tablePackage("services/catalog", { database: "shop", own: userModel() }),
  };
  const shop = findDatabase(readWorkspace(temporaryWorkspace(both)), "shop");
  expect(() => readOwnership(shop)).toThrow(TwoOwnersError);
});

test("external to a package is what others own in the databases that it is in", () => {
  const workspace = readWorkspace(temporaryWorkspace(two));
  const tablesOf = (key: string) => externalObjects(workspace, findPackage(workspace, key)).tables;
  expect(tablesOf("auth")).toEqual(["public.users"]);
  expect(tablesOf("core")).toEqual(["public.sessions", "public.products"]);
  expect(tablesOf("billing")).toEqual(["public.users", "public.products"]);
});

test("an external model is compared with its owner in the same database", () => {
  const stray = { ...two, "services/auth/prisma/schema/external.prisma": tableOf("Products") };
  const { databases } = readWorkspace(temporaryWorkspace(stray));
  expect(databases.map((one) => checkExternals(one).map(({ difference }) => difference))).toEqual([
    ['no package owns "public.products"'],
    [],
  ]);
});

test("the default database is meant where none is named, or the only one there is", () => {
  const workspace = readWorkspace(temporaryWorkspace(two));
  expect(findDatabase(workspace).name).toBe("deepiri");
  expect(findDatabase(workspace, "shop").name).toBe("shop");
  expect(() => findDatabase(workspace, "shops")).toThrow(UnknownDatabaseError);
  expect(() => findDatabase(workspace, "shops")).toThrow("there are deepiri, shop");
  const only = temporaryWorkspace(tablePackage("services/catalog", { database: "shop" }));
  expect(findDatabase(readWorkspace(only)).name).toBe("shop");
});

test.each([
  [
    "two packages whose folders have one name",
    { ...two, ...tablePackage("packages/auth", {}) },
    "the folders packages/auth and services/auth have the same name",
  ],
  [
    "two whose names differ in a hyphen only",
    { ...two, ...tablePackage("services/a-b", {}), ...tablePackage("services/a_b", {}) },
    "the folders services/a-b and services/a_b have the same name",
  ],
  [
    "a database that would need quotes",
    { ...two, ...tablePackage("services/catalog", { database: "My-Shop" }) },
    'package.json of @fixture/catalog names the database "My-Shop"',
  ],
  [
    "a package with the name of a database to which it does not belong",
    { ...two, ...tablePackage("services/shop", {}) },
    '@fixture/shop has the name of the database "shop" but belongs to "deepiri"',
  ],
  [
    "a database whose roles would be taken for another's",
    { ...two, ...tablePackage("services/catalog", { database: "shop_eu" }) },
    'roles of the database "shop_eu" would begin as those of "shop" do',
  ],
  [
    "a package with the name of the role that owns all",
    { ...two, ...tablePackage("services/migrator", {}) },
    "the folder services/migrator has the name of the role that owns all objects",
  ],
  [
    "a package whose history would lie among the job runner's tables",
    { ...two, ...tablePackage("services/jobs", {}) },
    'the history schema of the folder services/jobs would be "_jobs"',
  ],
  [
    "two packages that are called the same",
    { ...two, "services/catalog/package.json": '{"name":"@fixture/auth"}' },
    "the packages in services/auth and services/catalog are both called @fixture/auth",
  ],
])("%s: refused by name", (_, files, message) => {
  const read = () => readWorkspace(temporaryWorkspace(files));
  expect(read).toThrow(ClashingNamesError);
  expect(read).toThrow(message);
});
