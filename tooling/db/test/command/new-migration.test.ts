import { readdirSync, readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { type Outcome, runDb } from "../fixture/run-db.js";
import { type SmallWorkspace, smallWorkspace } from "../fixture/small-workspace.js";

const file = "services/auth/prisma/schema/sessions.prisma";
const folder = "services/auth/prisma/migrations";
const sessions = (field: string, table = "sessions") =>
  `model Session {\n  id Int @id\n${field}\n  @@map("${table}")\n  @@schema("public")\n}\n`;

interface Setting {
  readonly workspace: SmallWorkspace;
  /** Names of the migrations of auth, without their times. */
  names(): string[];
  db(...args: string[]): Promise<Outcome>;
}

/** Auth's history and Prisma files agree: it has sessions with a column `user_id`. */
async function setting(): Promise<Setting> {
  const workspace = smallWorkspace({
    [file]: sessions("  user_id Int?"),
    [`${folder}/20260101000000_sessions/migration.sql`]:
      "CREATE TABLE public.sessions (id int CONSTRAINT sessions_pkey PRIMARY KEY, user_id int);\n",
  });
  workspace.remove(`${folder}/2_sessions`);
  const { url } = await emptyDatabase();
  return {
    workspace,
    names: () =>
      readdirSync(workspace.path(folder))
        .filter((name) => !name.endsWith(".toml"))
        .map((name) => name.replace(/^\d+_/, "")),
    db: (...args) => runDb(args, { cwd: workspace.root, env: { DATABASE_URL: url } }),
  };
}

test("a migration is written from the Prisma files, and says what to look at", async () => {
  const { workspace, db, names } = await setting();
  workspace.write(file, sessions("  user_id BigInt?\n  device String?\n\n  @@index([device])"));
  const { code, stdout } = await db("new", "auth", "add_device");
  expect(code).toBe(0);
  expect(names()).toEqual(["sessions", "add_device", "add_device_index"]);
  expect(stdout).toMatch(/services\/auth\/prisma\/migrations\/\d{14}_add_device\/migration.sql/);
  expect(stdout).toContain("writes the whole table anew");
  expect((await db("new", "auth", "again")).stdout).toContain("nothing to write");
  const { stdout: json } = await db("new", "auth", "again", "--json");
  expect(JSON.parse(json)).toEqual({ files: [], hazards: [], notes: [] });
});

test("what may have moved ends with 2 and both answers, of which each can be typed as it stands", async () => {
  const { workspace, db, names } = await setting();
  workspace.write(file, sessions("  owner_id Int?", "logins"));
  const table = await db("new", "auth", "logins");
  expect(table.code).toBe(2);
  expect(table.stderr).toContain("--drop public.sessions");
  const again = table.stderr.match(/pnpm db:new (.*)/)?.[1] as string;
  expect(again).toBe("auth logins --moved public.sessions=public.logins");
  const { code: openCode, stdout: open } = await db("new", "auth", "logins", "--json");
  expect([openCode, JSON.parse(open).questions]).toMatchObject([
    2,
    [{ kind: "move", object: "table", from: ["public", "sessions"], to: ["public", "logins"] }],
  ]);
  const column = await db("new", ...again.split(" "));
  expect(column.code).toBe(2);
  const last = column.stderr.match(/pnpm db:new (.*)/)?.[1] as string;
  expect(last).toBe(`${again} --moved public.logins.user_id=public.logins.owner_id`);
  expect(names()).toEqual(["sessions"]);
  expect((await db("new", ...last.split(" "))).code).toBe(0);
  const [name] = readdirSync(workspace.path(folder)).filter((one) => one.endsWith("logins"));
  const sql = readFileSync(workspace.path(`${folder}/${name}/migration.sql`), "utf8");
  expect(sql).toMatch(/RENAME TO "logins"[\s\S]*RENAME COLUMN "user_id" TO "owner_id"/);
});

test.each([
  [["nobody", "more"], '"nobody"'],
  [["auth", "sessions"], "auth has a migration of that name, 2_sessions"],
  [["auth", "a/b"], '"a/b" is no name for a migration'],
  [["more"], "this folder is no package's: `db new PACKAGE more`"],
  [["auth", "more", "--moved", "public.a"], "--moved public.a: write it as schema.old=schema.new"],
  [["auth", "more", "--drop", "a"], "--drop a: write it as schema.table"],
])("%j is refused in one line, and nothing is written", async (args, message) => {
  const { root, path } = smallWorkspace();
  const { code, stderr } = await runDb(["new", ...args], { cwd: root });
  expect(code).toBe(1);
  expect(stderr).toContain(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(readdirSync(path(folder))).toEqual(["2_sessions", "migration_lock.toml"]);
});

test("a migration that would not run last is refused", async () => {
  const { workspace, db } = await setting();
  workspace.write(`${folder}/later/migration.sql`, "SELECT 1;");
  workspace.write(file, sessions("  user_id Int?\n  more Int?"));
  const { code, stderr } = await db("new", "auth", "more");
  expect(code).toBe(1);
  expect(stderr).toMatch(/_more would run before later, which does not begin with a time/);
});

test("a login that may not create the scratch database is told what it lacks", async () => {
  const workspace = smallWorkspace();
  const { url, query } = await emptyDatabase();
  await query("CREATE ROLE may_not_create LOGIN");
  onTestFinished(async () => {
    await query("DROP ROLE may_not_create");
  });
  const few = new URL(url);
  few.username = "may_not_create";
  const env = { DATABASE_URL: few.href };
  const { code, stderr } = await runDb(["new", "auth", "more"], { cwd: workspace.root, env });
  expect(code).toBe(1);
  expect(stderr).toContain("Give the role CREATEDB");
  expect(stderr).not.toContain("not expected");
});

test("Prisma files that do not validate are told in Prisma's words", async () => {
  const { workspace, db } = await setting();
  workspace.write(file, sessions("  user_id Wrong?"));
  const { code, stderr } = await db("new", "auth", "more");
  expect(code).toBe(1);
  expect(stderr).toContain('Type "Wrong" is neither a built-in type');
  expect(stderr).not.toContain("not expected");
});
