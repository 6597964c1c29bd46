import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runPrisma } from "../fixture/run-prisma.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";
import { useDatabase } from "../fixture/use-database.js";

const database = useDatabase();
const { core } = twoPackageWorkspace();
const home = mkdtempSync(join(tmpdir(), "deepiri home "));
afterAll(() => rmSync(home, { recursive: true }));

const file = join(core, "prisma/schema/users.prisma");
const folder = join(core, "prisma/migrations");
const users = readFileSync(file, "utf8");
const migrations = () => readdirSync(folder).filter((name) => /^\d/.test(name));
const dev = (name: string, terminal?: { readonly input: string }) =>
  runPrisma(["migrate", "dev", "--name", name], {
    cwd: core,
    home,
    url: database.url,
    ...(terminal && { terminal: true, ...terminal }),
  });

const points = join(folder, "20260101000200_points");
mkdirSync(points);
writeFileSync(join(points, "migration.sql"), "ALTER TABLE public.users ADD COLUMN points int;\n");

test("migrate dev does not drop and add a column that changed its name, but says what to type", async () => {
  const before = migrations();
  writeFileSync(file, users.replace("email String @unique", "email String @unique\n  score Int?"));
  const { code, output } = await dev("score");
  expect(code).toBe(1);
  expect(output).toContain("Is the column public.users.points now public.users.score?");
  expect(output).toContain("pnpm db:new core NAME --moved public.users.points=public.users.score");
  expect(migrations()).toEqual(before);
});

test("migrate dev asks before a column is dropped, and drops none without a yes", async () => {
  const before = migrations();
  writeFileSync(file, users);
  const { code, output } = await dev("no_points");
  expect(output).toContain("Drop the column public.users.points with all its values?");
  expect(code).not.toBe(0);
  expect(migrations()).toEqual(before);
  const agreed = await dev("no_points", { input: "y" });
  expect(agreed.output).toContain("created and applied");
  rmSync(join(folder, migrations().at(-1) as string), { recursive: true });
});

test("migrate dev writes an index for a table with rows into a file of its own", async () => {
  writeFileSync(
    file,
    users.replace(
      "email String @unique",
      "email String @unique\n  points Int?\n  name String?\n\n  @@index([points])",
    ),
  );
  const { code, output } = await dev("name");
  expect(output).toContain("_name_index");
  expect(code).toBe(0);
  const [one, other] = migrations().slice(-2) as [string, string];
  expect([one.slice(15), other.slice(15)]).toEqual(["name", "name_index"]);
  expect(readFileSync(join(folder, other, "migration.sql"), "utf8")).toBe(
    'CREATE INDEX CONCURRENTLY "users_points_idx" ON "public"."users"("points");\n',
  );
  expect((await dev("again")).output).toContain("Already in sync");
});
