import { expect, test } from "vitest";
import {
  checkExternals,
  type Database,
  describeMismatch,
  externalObjects,
  findDatabase,
  findPackage,
  InvalidSchemaError,
  readOwnership,
  readWorkspace,
  TwoOwnersError,
  type Workspace,
} from "../src/index.js";
import { tablePackage, temporaryWorkspace, userModel } from "./fixture/temporary-workspace.js";

const core = tablePackage("packages/core", {
  users: userModel(),
  audit:
    'model Log {\n  id String @id\n  @@map("logs")\n  @@schema("audit")\n}\nenum Kind {\n  A\n  B @map("b")\n  @@schema("audit")\n}\n',
});

function workspaceWith(external: string, needs = ["core"]): Workspace {
  const own = 'model Session {\n  id String @id\n  @@map("sessions")\n  @@schema("public")\n}\n';
  return readWorkspace(
    temporaryWorkspace({
      ...core,
      ...tablePackage("services/auth", { needs, sessions: own, external }),
    }),
  );
}

function authWith(external: string, needs = ["core"]): Database {
  return findDatabase(workspaceWith(external, needs));
}

test("a model outside external.prisma is owned by its package", () => {
  const { tables, enums } = readOwnership(authWith(userModel()));
  expect([...tables].map(([name, { owner }]) => [name, owner.key])).toEqual([
    ["audit.logs", "core"],
    ["public.users", "core"],
    ["public.sessions", "auth"],
  ]);
  expect(enums.get("audit.Kind")?.declared.values).toEqual(["A", "b"]);
});

test("everything of the other packages is external, in both directions", () => {
  const workspace = workspaceWith(userModel());
  expect(externalObjects(workspace, findPackage(workspace, "auth"))).toEqual({
    tables: ["audit.logs", "public.users"],
    enums: ["audit.Kind"],
  });
  expect(externalObjects(workspace, findPackage(workspace, "core"))).toEqual({
    tables: ["public.sessions"],
    enums: [],
  });
});

test("a table with two owners is refused with both files", () => {
  const root = temporaryWorkspace({
    ...core,
    ...tablePackage("services/auth", { users: userModel() }),
  });
  expect(() => readOwnership(findDatabase(readWorkspace(root)))).toThrow(TwoOwnersError);
  expect(() => readOwnership(findDatabase(readWorkspace(root)))).toThrow(
    /core.*users\.prisma.*auth.*users\.prisma/,
  );
});

test("a schema that Prisma refuses is reported with Prisma's explanation", () => {
  const root = temporaryWorkspace(tablePackage("packages/core", { users: "model User {" }));
  expect(() => readOwnership(findDatabase(readWorkspace(root)))).toThrow(InvalidSchemaError);
  expect(() => readOwnership(findDatabase(readWorkspace(root)))).toThrow("@fixture/core");
});

test("a slim copy that agrees with the owner passes", () => {
  const slim =
    'model User {\n  id String @id @db.Uuid\n  @@map("users")\n  @@schema("public")\n}\n';
  expect(checkExternals(authWith(slim))).toEqual([]);
  expect(checkExternals(authWith(userModel()))).toEqual([]);
});

test.each([
  [
    "another type",
    "email String @unique @db.VarChar(100)",
    "is String @db.VarChar(100), its owner says String @db.VarChar(255)",
  ],
  [
    "another nullability",
    "email String? @unique @db.VarChar(255)",
    "may be null, its owner says it is never null",
  ],
  [
    "another mapping",
    'mail String @map("email") @db.VarChar(255)',
    'maps column "email" to mail, its owner to email',
  ],
  ["a column that is not there", "phone String", 'the owner has no column "phone"'],
])("%s is a mismatch that names model, field and both files", (_, line, difference) => {
  const [mismatch, ...others] = checkExternals(authWith(userModel(line)));
  expect(others).toEqual([]);
  expect(mismatch).toMatchObject({ package: "@fixture/auth", model: "User", difference });
  expect(mismatch?.field).toBe(line.split(" ")[0]);
  expect(mismatch?.files).toEqual([
    "services/auth/prisma/schema/external.prisma",
    "packages/core/prisma/schema/users.prisma",
  ]);
  expect(describeMismatch(mismatch as NonNullable<typeof mismatch>)).toContain(" against ");
});

test("an external enum with other values is a mismatch", () => {
  const [mismatch] = checkExternals(authWith('enum Kind {\n  A\n  C\n  @@schema("audit")\n}\n'));
  expect(mismatch?.difference).toBe("has the values A, C, its owner has A, b");
});

test("an external table must have an owner, and a dependency on it", () => {
  const [unowned] = checkExternals(
    authWith('model Ghost {\n  id String @id\n  @@map("ghosts")\n  @@schema("public")\n}\n'),
  );
  expect(unowned?.difference).toBe('no package owns "public.ghosts"');
  const [undeclared] = checkExternals(authWith(userModel(), []));
  expect(undeclared?.difference).toContain("on which @fixture/auth does not depend");
});
