import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { migrateWorkspace } from "../fixture/migrate-workspace.js";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";

async function migrated() {
  const { root, write } = smallWorkspace();
  const { url, query } = await emptyDatabase();
  const run = (...args: string[]) => runDb(args, { cwd: root, env: { DATABASE_URL: url } });
  await migrateWorkspace(root, url);
  return { run, query, url, root, write };
}

const widening = "GRANT SELECT ON public.users TO deepiri_auth";
const revoke = 'REVOKE SELECT ON TABLE "public"."users" FROM "deepiri_auth" CASCADE';

test("grants puts rights right, and finds nothing to do after that", async () => {
  const { run, query } = await migrated();
  await query(widening);
  expect(await run("grants")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(": 1 statements applied"),
  });
  expect(await run("grants")).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^postgresql:.*: nothing to do\n$/),
  });
});

test("grants --dry-run prints the statements, changes nothing and ends with 1", async () => {
  const { run, query } = await migrated();
  expect((await run("grants", "--dry-run")).code).toBe(0);
  await query(widening);
  for (const _ of [1, 2]) {
    const { code, stdout } = await run("grants", "--dry-run");
    expect({ code, lines: stdout.split("\n").slice(1) }).toEqual({
      code: 1,
      lines: [`${revoke};`, ""],
    });
  }
});

test("grants --json tells what was done, and rights of strangers", async () => {
  const { run, query } = await migrated();
  const stranger = `stranger_${randomUUID().replaceAll("-", "")}`;
  await query(`CREATE ROLE ${stranger}; GRANT DELETE ON public.users TO ${stranger}; ${widening}`);
  onTestFinished(async () => {
    await query(`DROP OWNED BY ${stranger}; DROP ROLE ${stranger}`);
  });
  const { code, stdout } = await run("grants", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      applied: [revoke],
      refused: [],
      strangers: [{ grantee: stranger, target: 'TABLE "public"."users"', privileges: ["DELETE"] }],
    },
  ]);
  expect((await run("grants")).stdout).toContain(`"${stranger}", a role of others, has DELETE`);
});

test("a login that may not do it is told the statements for an administrator, and migrates", async () => {
  const { root } = smallWorkspace();
  const { url, query } = await emptyDatabase();
  const login = `login_${randomUUID().replaceAll("-", "")}`;
  const its = new URL(url);
  its.username = login;
  await query(
    `CREATE ROLE ${login} LOGIN; ALTER DATABASE "${new URL(url).pathname.slice(1)}" OWNER TO ${login}`,
  );
  onTestFinished(async () => {
    await query(
      `REASSIGN OWNED BY ${its.username} TO CURRENT_USER; DROP OWNED BY ${its.username}; DROP ROLE ${its.username}`,
    );
  });
  const run = (...args: string[]) => runDb(args, { cwd: root, env: { DATABASE_URL: its.href } });
  const first = await run("migrate", "--all", "--json");
  expect(first.code).toBe(0);
  const membership = `GRANT "deepiri_migrator" TO "${login}"`;
  expect(first.stderr).toContain("an administrator has to run this");
  expect(first.stderr).toContain(`  ${membership};\n`);
  const [core] = JSON.parse(first.stdout);
  expect(core.applied).toHaveLength(1);
  expect(core.administrator).toContain(membership);
  expect(await run("grants")).toMatchObject({
    code: 1,
    stdout: expect.stringContaining(`  ${membership};\n`),
  });
  // Under another name from then on: to whoever compares rights meanwhile it is somebody new.
  await query(
    `BEGIN; ${core.administrator.join(";")}; ALTER ROLE ${login} RENAME TO ${login}_x; COMMIT`,
  );
  its.username = `${login}_x`;
  expect(await run("grants")).toMatchObject({ code: 0 });
  expect((await run("migrate", "--all")).stderr).toBe("");
});

test("uses that nobody understands are told by check, and stop a migration before it begins", async () => {
  const { run, write } = await migrated();
  const file = "services/auth/prisma/schema/external.prisma";
  write(
    file,
    '/// uses: read\nmodel User {\n  id Int @id\n  @@map("users")\n  @@schema("public")\n}\n',
  );
  const reason = `@small/auth, User: "read" is no right; there are select, insert, update, delete (${file})`;
  expect(await run("check")).toMatchObject({ code: 1, stdout: `${reason}\n` });
  const { code, stderr } = await run("migrate", "--all");
  expect(code).toBe(1);
  expect(stderr).toContain(reason);
});
