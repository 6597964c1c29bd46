import {
  findDatabase,
  readMadeObjects,
  readOwnership,
  readUses,
  readWorkspace,
} from "@deepiri/workspace";
import { expect, test } from "vitest";
import { computeRights } from "../../src/grants/rights.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";

const { root, write } = twoPackageWorkspace();

function rights() {
  const database = findDatabase(readWorkspace(root));
  const ownership = readOwnership(database);
  const uses = readUses(database, ownership);
  return computeRights(database, ownership, uses, readMadeObjects(database));
}

function rightsOf(role: string, table: string) {
  return rights()
    .grants.filter((right) => right.role === role && right.name === table)
    .map(({ privilege, columns }) => (columns ? `${privilege} (${columns})` : privilege));
}

function declareUses(line: string): void {
  write(
    "services/auth/prisma/schema/external.prisma",
    `${line}
model User {
  id       String    @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  sessions Session[]

  @@map("users")
  @@schema("public")
}
`,
  );
}

test("a package has every right on rows of its own tables, and none to change the tables", () => {
  expect(rightsOf("deepiri_auth", "sessions")).toEqual(["SELECT", "INSERT", "UPDATE", "DELETE"]);
  expect(rightsOf("deepiri_core", "users")).toEqual(["SELECT", "INSERT", "UPDATE", "DELETE"]);
});

test("of another's table it has what it declares, by columns, and nothing without a declaration", () => {
  declareUses("");
  expect(rightsOf("deepiri_auth", "users")).toEqual([]);
  declareUses("/// uses: select, delete");
  expect(rightsOf("deepiri_auth", "users")).toEqual(["SELECT (id)", "DELETE"]);
  expect(rightsOf("deepiri_core", "sessions")).toEqual([]);
});

test("functions that a package's migrations make are its own", () => {
  expect(rights().routines).toEqual([
    { schema: "public", name: "lower_email", role: "deepiri_core" },
  ]);
});

test("functions of a building block may be called by the packages that depend on it", () => {
  const { packages } = readWorkspace(root);
  const [core, auth] = ["core", "auth"].map((key) => packages.find((one) => one.key === key));
  if (!core || !auth) throw new Error("the fixture has no core and auth");
  const block = { ...core, isBlock: true };
  const user = { ...auth, dependencies: [block] };
  const made = [{ owner: block, kind: "routine", schema: "log", name: "append" }] as const;
  const tables = { tables: new Map(), enums: new Map() };
  const { routines, grants } = computeRights(
    { name: "shop", packages: [block, user] },
    tables,
    [],
    made,
  );
  expect(routines.map(({ name, role }) => [name, role])).toEqual([
    ["append", "shop_core"],
    ["append", "shop_auth"],
  ]);
  expect(grants).toEqual([]);
});

test("functions of a package, and of the blocks that it calls, may be called by its administrators", () => {
  const { packages: all } = readWorkspace(root);
  const [core, auth] = ["core", "auth"].map((key) => all.find((one) => one.key === key));
  if (!core || !auth) throw new Error("the fixture has no core and auth");
  const block = { ...core, key: "tenancy", isBlock: true, administers: true };
  const log = { ...core, key: "log", isBlock: true };
  const user = { ...auth, dependencies: [block, log] };
  const made = [
    { owner: user, kind: "routine", schema: "shop", name: "total" },
    { owner: log, kind: "routine", schema: "log", name: "append" },
    { owner: block, kind: "routine", schema: "tenancy", name: "cross" },
  ] as const;
  const tables = { tables: new Map(), enums: new Map() };
  const packages = [block, log, user];
  const { routines } = computeRights({ name: "shop", packages }, tables, [], made);
  expect(routines.map(({ name, role }) => [name, role])).toEqual([
    ["total", "shop_auth"],
    ["total", "shop_tenancy"],
    ["append", "shop_log"],
    ["append", "shop_auth"],
    ["append", "shop_tenancy"],
    ["cross", "shop_tenancy"],
    ["cross", "shop_auth"],
  ]);
});

test("the block of administrators may do with its users' tables what they may, and no other block", () => {
  const database = findDatabase(readWorkspace(root));
  const [core, auth] = ["core", "auth"].map((key) =>
    database.packages.find((one) => one.key === key),
  );
  if (!core || !auth) throw new Error("the fixture has no core and auth");
  const { tables, enums } = readOwnership(database);
  const rolesOnSessions = (administers: boolean) => {
    const block = { ...core, key: "tenancy", isBlock: true, administers };
    const owned = new Map(
      [...tables].map(([name, one]) => [
        name,
        one.owner.key === "auth" ? { ...one, owner: { ...auth, dependencies: [block] } } : one,
      ]),
    );
    const { grants } = computeRights(database, { tables: owned, enums }, [], []);
    return grants.filter(({ name }) => name === "sessions").map(({ role }) => role);
  };
  expect(new Set(rolesOnSessions(false))).toEqual(new Set(["deepiri_auth"]));
  const roles = rolesOnSessions(true);
  expect(roles.filter((role) => role === "deepiri_tenancy")).toHaveLength(4);
});
