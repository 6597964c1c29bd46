import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { brand } from "@deepiri/database/brand";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { findWorkspaceRoot } from "@deepiri/workspace";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { type EmptyDatabase, migratedDatabase } from "../fixture/empty-database.js";
import { type PlatformFiles, platformFiles } from "../fixture/platform-files.js";
import { runDb } from "../fixture/run-db.js";

// What the README shows, without the time in the migration's name.
const shownInReadme = readFileSync(join(findWorkspaceRoot(), "README.md"), "utf8").replace(
  /\d{14}(?=_move_skills)/,
  "",
);
// There may be other databases, which are elsewhere.
const here = ["--database", brand.name];
const tables = ["progress_points", "skill_trees", "skills", "social_connections"];

const title = `tables move to another schema and back by an edit of their Prisma files, with every row, under load${because(noSweeps)}`;
test.skipIf(noSweeps)(title, { timeout: 240_000 }, async () => {
  const files = platformFiles();
  const database = await migratedDatabase();
  const run = (...args: string[]) =>
    runDb(args, { cwd: files.root, env: { DATABASE_URL: database.url } });
  const db = async (...args: string[]) => {
    const { code, stdout, stderr } = await run(...args);
    expect(code, `${stdout}\n${stderr}`).toBe(0);
    return stdout;
  };
  await database.query(rows);
  const before = await contents(database, "public");
  const load = keepWriting(database.url);

  changeSchema(files, "auth", '["auth", "public"]');
  const written = await db("new", "auth", "move_skills", ...moved("public", "auth"));
  expect(shownInReadme).toContain(written.replace(/\d{14}/, ""));
  await db("migrate", "--all", ...here);
  expect(await contents(database, "auth")).toEqual(before);
  expect(await errorsOf(run("doctor", "--json", ...here))).toEqual([]);
  await db("docs", "--markdown", ...here);
  expect(shownIn(files, "auth")).toEqual(tables);
  await db("docs", "--out", join(files.root, "database.html"), ...here);

  changeSchema(files, "public", '["public"]');
  await db("new", "auth", "move_skills_back", ...moved("auth", "public"));
  await db("migrate", "--all", ...here);
  await db("status", ...here);
  expect(await errorsOf(run("doctor", "--json", ...here))).toEqual([]);
  await db("docs", "--markdown", ...here);
  expect(shownIn(files, "auth")).toEqual([]);
  expect(await load.stop()).toBeGreaterThan(0);
  expect(await contents(database, "public")).toEqual(before);
  const [{ left }] = (await database.query(
    "SELECT count(*)::int AS left FROM pg_class WHERE relnamespace = 'auth'::regnamespace",
  )) as [{ left: number }];
  expect(left).toBe(0);
});

function changeSchema(files: PlatformFiles, to: string, schemas: string): void {
  for (const file of ["skills.prisma", "social.prisma"])
    files.edit("services/auth", file, (text) =>
      text.replaceAll(
        /@@map\("(\w+)"\)\n( *)@@schema\("\w+"\)/g,
        (block: string, table: string, indent: string) =>
          tables.includes(table) ? `@@map("${table}")\n${indent}@@schema("${to}")` : block,
      ),
    );
  files.edit("services/auth", "schema.prisma", (text) =>
    text.replace(/schemas( *)= \[.*\]/, `schemas$1= ${schemas}`),
  );
}

/** What doctor calls an error, but for the settings of the tests' server, which forgets its data anyway. */
async function errorsOf(doctor: ReturnType<typeof runDb>): Promise<unknown[]> {
  const [{ findings }] = JSON.parse((await doctor).stdout).databases;
  return findings.filter(
    (one: { severity: string; subject: { kind: string } }) =>
      one.severity === "error" && one.subject.kind !== "setting",
  );
}

/** The tables that the document about auth's tables has in a schema, by their headings. */
function shownIn({ root }: PlatformFiles, schema: string): string[] {
  const text = readFileSync(join(root, "services/auth/DATABASE.md"), "utf8");
  return [...text.matchAll(/^## (\w+)\.(\w+)$/gm)]
    .filter(([, place]) => place === schema)
    .map(([, , table = ""]) => table)
    .sort();
}

const moved = (from: string, to: string): string[] =>
  tables.flatMap((table) => ["--moved", `${from}.${table}=${to}.${table}`]);

/** Every row of the tables as text, those of the load left out. */
async function contents(database: EmptyDatabase, schema: string): Promise<unknown[]> {
  const parts = tables.map(
    (table) =>
      `SELECT '${table}' AS "table", r::text AS row FROM ${schema}.${table} AS r WHERE r::text NOT LIKE '%load%'`,
  );
  return database.query(`${parts.join(" UNION ALL ")} ORDER BY 1, 2`);
}

const rows = `
  INSERT INTO public.users (email, password, name)
    SELECT n || '@example.org', 'x', 'User ' || n FROM generate_series(1, 200) AS n;
  INSERT INTO public.skill_trees (user_id, skill_points) SELECT id, 42 FROM public.users;
  INSERT INTO public.skills (skill_tree_id, skill_name, level)
    SELECT id, 'skill' || n, n FROM public.skill_trees, generate_series(1, 5) AS n;
  INSERT INTO public.social_connections (user_id, connected_user_id)
    SELECT a.id, b.id FROM public.users AS a, public.users AS b WHERE a.email < b.email AND b.email LIKE '9%';
  INSERT INTO public.progress_points (user_id, metric_type, value)
    SELECT id, 'xp', n FROM public.users, generate_series(1, 20) AS n`;

/** Adds rows all the time, wherever the table is; no other failure than its absence is borne. */
function keepWriting(url: string): { stop(): Promise<number> } {
  let stopped = false;
  const work = async (): Promise<number> => {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {}); // what is asked of it next fails
    await client.connect();
    let [written, at] = [0, 0];
    while (!stopped) {
      await setTimeout(5);
      const schema = ["public", "auth"][at % 2];
      const insert = `INSERT INTO ${schema}.progress_points (user_id, metric_type, value)
                      SELECT id, 'load', 1 FROM public.users LIMIT 1`;
      try {
        await client.query(insert);
        written += 1;
      } catch (error) {
        if ((error as pg.DatabaseError).code !== "42P01") throw error;
        at += 1;
      }
    }
    const { rows: found } = await client.query(
      "SELECT count(*)::int AS count FROM public.progress_points WHERE metric_type = 'load'",
    );
    await client.end();
    expect(found).toEqual([{ count: written }]);
    return written;
  };
  const working = work();
  // A test that fails meanwhile has said why.
  onTestFinished(async () => {
    stopped = true;
    await working.catch(() => {});
  });
  return {
    stop: () => {
      stopped = true;
      return working;
    },
  };
}
