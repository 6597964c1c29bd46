import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb } from "../fixture/run-db.js";
import { migrationFile, smallWorkspace } from "../fixture/small-workspace.js";

const unsafe =
  "CREATE TABLE public.a (id int);\n\nCREATE INDEX more ON public.sessions (user_id);\n";
const file = migrationFile("services/auth", "3_more");

test("a migration that a database lacks is linted, what it makes itself and says to be meant aside", async () => {
  const { root, write } = smallWorkspace({
    "packages/core/package.json": '{"name":"@small/core"}',
  });
  const { url } = await emptyDatabase();
  const db = (...args: string[]) => runDb(args, { cwd: root, env: { DATABASE_URL: url } });
  expect((await db("migrate", "--all")).code).toBe(0);
  expect((await db("check")).code).toBe(0);
  write(file, unsafe);
  write(migrationFile("services/auth", "4_more"), "CREATE INDEX own ON public.a (id);\n");
  const { code, stdout } = await db("check");
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^services\/auth\/prisma\/migrations\/3_more\/migration.sql:3: .*\(require-/,
  );
  expect(stdout.trim().split("\n")).toHaveLength(1);
  expect(JSON.parse((await db("check", "--json")).stdout).migrations).toMatchObject([
    { line: 3, rule: "require-concurrent-index-creation" },
  ]);
  write(file, unsafe.replace("CREATE INDEX", "-- hazard: the table is small\nCREATE INDEX"));
  expect((await db("check")).code).toBe(0);
  write(file, unsafe);
  expect((await db("migrate", "--all")).code).toBe(0);
  expect((await db("check")).code).toBe(0);
});

test("without a database, migrations are new while git has not committed them", async () => {
  const { root, write } = smallWorkspace();
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, stdio: "pipe" });
  expect((await runDb(["check"], { cwd: root })).code).toBe(0);
  git("init", "-q");
  git("add", ".");
  const author = ["-c", "user.name=a", "-c", "user.email=a@b.example"];
  git(...author, "commit", "-qm", "all");
  write(file, unsafe);
  const { code, stdout } = await runDb(["check"], { cwd: root });
  expect([code, stdout]).toEqual([1, expect.stringContaining("3_more/migration.sql:3")]);
  git("add", ".");
  git(...author, "commit", "-qm", "more");
  expect((await runDb(["check"], { cwd: root })).code).toBe(0);
});

test("what db new writes passes", async () => {
  const { root, remove } = smallWorkspace({
    [migrationFile("services/auth", "20260101000000_sessions")]:
      "CREATE TABLE public.sessions (id int CONSTRAINT sessions_pkey PRIMARY KEY, user_id int, device text NOT NULL);\n",
    "services/auth/prisma/schema/sessions.prisma":
      'model Session {\n  id Int @id\n  owner_id BigInt?\n  device String?\n  at DateTime @default(now())\n  other Int?\n  one Session? @relation("a", fields: [other], references: [id])\n  many Session[] @relation("a")\n  @@index([owner_id])\n  @@map("sessions")\n  @@schema("public")\n}\n',
  });
  remove("services/auth/prisma/migrations/2_sessions");
  const { url } = await emptyDatabase();
  const db = (...args: string[]) => runDb(args, { cwd: root, env: { DATABASE_URL: url } });
  expect((await db("migrate", "--all")).code).toBe(0);
  const moved = "public.sessions.user_id=public.sessions.owner_id";
  const written = await db("new", "auth", "more", "--moved", moved);
  expect(written.stderr).toBe("");
  const { code, stdout } = await db("check");
  expect([code, stdout]).toEqual([0, expect.stringContaining("each table has one owner")]);
  expect((await db("migrate", "--all")).code).toBe(0);
});
