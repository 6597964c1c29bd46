import { expect, test } from "vitest";
import {
  checkUses,
  type Database,
  describeUseProblem,
  findDatabase,
  InvalidUsesError,
  readUses,
  readWorkspace,
} from "../src/index.js";
import { tablePackage, temporaryWorkspace, userModel } from "./fixture/temporary-workspace.js";

function authWith(external: string, own = ""): Database {
  const root = temporaryWorkspace({
    ...tablePackage("packages/core", { users: userModel() }),
    ...tablePackage("services/auth", { needs: ["core"], own, external }),
  });
  return findDatabase(readWorkspace(root));
}

function usesOf(comment: string): [privilege: string, columns: readonly string[]][] {
  return readUses(authWith(`${comment}\n${userModel()}`)).map(({ privilege, columns }) => [
    privilege,
    columns,
  ]);
}

test("a right without a list covers the columns that the model declares, by their database names", () => {
  expect(usesOf("/// uses: select, insert, delete")).toEqual([
    ["select", ["id", "email", "created_at"]],
    ["insert", ["id", "email", "created_at"]],
    ["delete", []],
  ]);
});

test("a list names the fields that a right is limited to", () => {
  expect(usesOf("/// uses: select (id), update (email, createdAt)")).toEqual([
    ["select", ["id"]],
    ["update", ["email", "created_at"]],
  ]);
});

test("the line may stand among others, and there may be several", () => {
  expect(
    usesOf("/// Whoever logs in.\n/// uses: select (id)\n///   uses:  update(email)\n/// The end."),
  ).toEqual([
    ["select", ["id"]],
    ["update", ["email"]],
  ]);
});

test("a model without the line may only be referred to", () => {
  expect(usesOf("/// It uses: nothing in particular.")).toEqual([]);
});

test.each([
  ["/// uses: truncate", '"truncate" is no right; there are select, insert, update, delete'],
  ["/// uses:", '"" is no right; there are select, insert, update, delete'],
  ["/// uses: select id", '"select id" is no right; there are select, insert, update, delete'],
  ["/// uses: update (email, phone)", 'User has no field "phone" here'],
  ["/// uses: update (created_at)", 'User has no field "created_at" here'],
  ["/// uses: delete (id)", "delete takes no list: a row is deleted as a whole"],
])("%s is an error that names package, model and file", (comment, reason) => {
  const database = authWith(`${comment}\n${userModel()}`);
  expect(checkUses(database).map(describeUseProblem)).toEqual([
    `@fixture/auth, User: ${reason} (services/auth/prisma/schema/external.prisma)`,
  ]);
  expect(() => readUses(database)).toThrow(InvalidUsesError);
});

test("the line has no effect but an error at a field, or on a table of the package itself", () => {
  const atField = userModel().replace("  email", "  /// uses: select\n  email");
  expect(checkUses(authWith(atField))).toMatchObject([
    { model: "User", reason: expect.stringContaining("belongs above the model") },
  ]);
  const own = '/// uses: select\nmodel Own {\n  id Int @id\n  @@schema("public")\n}\n';
  expect(checkUses(authWith(userModel(), own))).toMatchObject([
    { model: "Own", reason: expect.stringContaining("every right on its own table") },
  ]);
});
