import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  DependencyCycleError,
  dependencySql,
  findPackage,
  isChecksumOf,
  type Migration,
  packageAt,
  readMigrations,
  readWorkspace,
  replacesHeader,
  UnknownPackageError,
  WorkspaceNotFoundError,
} from "../src/index.js";
import { tablePackage, temporaryWorkspace } from "./fixture/temporary-workspace.js";

const three = {
  ...tablePackage("services/auth", { needs: ["core"] }),
  ...tablePackage("services/task-orchestrator", { needs: ["core", "auth"] }),
  ...tablePackage("packages/core", {}),
  "packages/database/package.json": '{"name":"@fixture/database"}',
};

test("packages come after those they depend on", () => {
  const { packages } = readWorkspace(temporaryWorkspace(three));
  expect(packages.map(({ key }) => key)).toEqual(["core", "auth", "task-orchestrator"]);
  expect(packages[2]?.dependencies.map(({ key }) => key)).toEqual(["core", "auth"]);
});

test("a package comes after one whose tables it has taken over, and has its history", () => {
  const takes = (key: string) => ({
    "services/auth/package.json": `{"name":"@fixture/auth","deepiri":{"takesFrom":["${key}"]}}`,
  });
  const two = { ...tablePackage("services/auth", {}), ...tablePackage("services/tasks", {}) };
  const { packages } = readWorkspace(temporaryWorkspace({ ...two, ...takes("tasks") }));
  expect(packages.map(({ key }) => key)).toEqual(["tasks", "auth"]);
  expect(packages[1]?.dependencies).toEqual([packages[0]]);
  const unknown = temporaryWorkspace({ ...two, ...takes("nobody") });
  expect(() => readWorkspace(unknown)).toThrow(UnknownPackageError);
});

test("a package without prisma.config.ts owns no tables", () => {
  const { packages } = readWorkspace(temporaryWorkspace(three));
  expect(packages.map(({ name }) => name)).not.toContain("@fixture/database");
});

test("a history schema is the package's key in the database's own spelling", () => {
  const { packages } = readWorkspace(temporaryWorkspace(three));
  expect(packages.map(({ historySchema }) => historySchema)).toEqual([
    "_core",
    "_auth",
    "_task_orchestrator",
  ]);
});

test("the workspace is found from any folder inside it, and the package too", () => {
  const root = temporaryWorkspace(three);
  const deep = join(root, "services/auth/src/deep");
  mkdirSync(deep, { recursive: true });
  const workspace = readWorkspace(deep);
  expect(workspace.root).toBe(root);
  expect(packageAt(workspace, deep)?.key).toBe("auth");
  expect(packageAt(workspace, root)).toBeUndefined();
});

test("outside a workspace the message says where it looked", () => {
  expect(() => readWorkspace("/")).toThrow(WorkspaceNotFoundError);
});

test("a circle of dependencies is refused by its names", () => {
  const root = temporaryWorkspace({
    ...tablePackage("packages/core", { needs: ["auth"] }),
    ...tablePackage("services/auth", { needs: ["core"] }),
  });
  expect(() => readWorkspace(root)).toThrow(DependencyCycleError);
  expect(() => readWorkspace(root)).toThrow("@fixture/core -> @fixture/auth -> @fixture/core");
});

test("a package is found by key or name, and an unknown one lists the known", () => {
  const workspace = readWorkspace(temporaryWorkspace(three));
  expect(findPackage(workspace, "auth")).toBe(findPackage(workspace, "@fixture/auth"));
  expect(() => findPackage(workspace, "aut")).toThrow(UnknownPackageError);
  expect(() => findPackage(workspace, "aut")).toThrow("core, auth, task-orchestrator");
});

test("migrations are read by name with the checksum that Prisma records", () => {
  const root = temporaryWorkspace({
    ...three,
    "packages/core/prisma/migrations/migration_lock.toml": "",
    "packages/core/prisma/migrations/2_b/migration.sql": "SELECT 2",
    "packages/core/prisma/migrations/1_a/migration.sql": "SELECT 1",
  });
  const workspace = readWorkspace(root);
  const migrations = readMigrations(findPackage(workspace, "core"));
  expect(migrations.map(({ name, sql }) => [name, sql])).toEqual([
    ["1_a", "SELECT 1"],
    ["2_b", "SELECT 2"],
  ]);
  expect(migrations[0]?.checksum).toBe(
    "e004ebd5b5532a4b85984a62f8ad48a81aa3460c1ca07701f386135d72cdecf5",
  );
  expect(dependencySql(findPackage(workspace, "auth"))).toBe(
    "SELECT 1\n;RESET ROLE;RESET ALL;\nSELECT 2\n;RESET ROLE;RESET ALL;",
  );
  expect(dependencySql(findPackage(workspace, "core"))).toBe("");
});

test("a migration with CRLF is the same as with line feeds, and so is its checksum", () => {
  const file = "packages/core/prisma/migrations/1_a/migration.sql";
  const read = (text: string) => {
    const workspace = readWorkspace(temporaryWorkspace({ ...three, [file]: text }));
    return readMigrations(findPackage(workspace, "core"))[0] as Migration;
  };
  const [plain, windows] = [read("SELECT 1;\nSELECT 2;\n"), read("SELECT 1;\r\nSELECT 2;\r\n")];
  expect(windows).toMatchObject({ sql: plain.sql, checksum: plain.checksum });
  const recorded = createHash("sha256").update("SELECT 1;\r\nSELECT 2;\r\n").digest("hex");
  expect(isChecksumOf(plain, recorded)).toBe(true);
  expect(isChecksumOf(read("SELECT 3;\n"), recorded)).toBe(false);
});

test("a squashed migration names at its head what it replaces, and what that replaced", () => {
  const [one, other] = ["a", "b"].map((letter) => letter.repeat(64)) as [string, string];
  const replaced = [
    {
      name: "2_b c",
      checksum: one,
      replaces: [{ name: "1_a", checksum: other, replaces: [] }],
    },
    { name: "3_é", checksum: other, replaces: [] },
  ];
  const file = "packages/core/prisma/migrations/4_d/migration.sql";
  const sql = `-- Why.\n${replacesHeader(replaced)}\nSELECT 1;\n-- replaces 9_no ${one}\n`;
  const workspace = readWorkspace(temporaryWorkspace({ ...three, [file]: sql }));
  const migrations = readMigrations(findPackage(workspace, "core"));
  expect(migrations.map(({ replaces }) => replaces)).toEqual([replaced]);
});
