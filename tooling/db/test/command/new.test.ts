import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";
import { copyWorkspace, type WorkspaceCopy } from "../fixture/workspace-copy.js";

describe("a new package of this repository", () => {
  let copy: WorkspaceCopy;
  beforeAll(async () => {
    copy = await copyWorkspace();
    await copy.succeed("pnpm db:up");
    // A name so long that its lines are broken, and a database that nobody has heard of yet.
    await copy.succeed("pnpm db:new --package regional-price-lists --database shop");
    if (!noSweeps) await copy.succeed("pnpm db:new --package notes");
  }, 300_000);
  afterAll(() => copy?.remove(), 300_000);

  const folder = "services/regional-price-lists";
  const folders = noSweeps ? [folder] : [folder, "services/notes"];

  test("is generated, built and checked", { timeout: 600_000 }, async () => {
    const all = folders.map((folder) => `--filter=./${folder}`).join(" ");
    await copy.succeed(`turbo run build typecheck ${all} --output-logs=errors-only`);
    await copy.succeed(`biome check ${folders.join(" ")} package.json`);
    await copy.succeed("pnpm db:check");
  });

  test("has its history as its Prisma files say, and its own tests pass", {
    timeout: 300_000,
  }, async () => {
    // The server has no database of that name yet.
    await copy.succeed("pnpm db:up");
    await copy.succeed(`cd ${folder} && pnpm test`);
    await copy.succeed(
      `cd ${folder} && pnpm exec prisma migrate diff --from-migrations prisma/migrations --to-schema prisma/schema --exit-code`,
    );
  });

  test("has its row in the README, under its database", () => {
    const readme = readFileSync(join(copy.root, "README.md"), "utf8");
    const rows = /^### Database `shop`$(.*?)(?=^#)/ms.exec(readme)?.[1];
    expect(rows).toContain("| [regional-price-lists](services/regional-price-lists) |");
  });

  describe.skipIf(noSweeps)(`beside all others${because(noSweeps)}`, () => {
    test("has its row in the table of the default database, which comes first", () => {
      const readme = readFileSync(join(copy.root, "README.md"), "utf8");
      const rows = /^### Database `deepiri`$(.*?)(?=^#)/ms.exec(readme)?.[1];
      expect(rows).toContain("| [notes](services/notes) | all of notes |");
      expect(readme.indexOf("### Database `deepiri`")).toBeLessThan(
        readme.indexOf("### Database `shop`"),
      );
    });

    test("leaves nothing unused", { timeout: 300_000 }, () => copy.succeed("knip"));

    test("is migrated into its database", { timeout: 300_000 }, async () => {
      const { output } = await copy.run("pnpm --silent db:start");
      expect(output).toMatch(/regional_price_lists +shop\/regional-price-lists +1 +0/);
      expect(output).toMatch(/notes +deepiri\/notes +1 +0/);
      await copy.succeed("pnpm db:status");
    });

    test("its own tests pass among those of the platform as a whole, which it does not disturb", {
      timeout: 600_000,
    }, async () => {
      // What is long, and says nothing of a new package that it does not say of those that are here.
      const long = ["schema-move", "convergence", "doctor"];
      const without = long.map((name) => `--exclude '**/${name}.test.ts'`).join(" ");
      await copy.succeed(
        `vitest run --project @deepiri/notes --project @deepiri/db services/notes test/platform test/ownership-tables ${without}`,
      );
    });
  });
});

describe("what cannot be a new package", () => {
  test.each([
    [["--package", "Notes"], '"Notes" is no name for a package'],
    [["--package", "core", "--in", "services"], "the folders packages/core and services/core"],
    [["--package", "auth", "--in", "services"], "services/auth is there already"],
    [["--package", "notes", "--in", "elsewhere"], "elsewhere/notes is not a place for packages"],
    [["--package", "notes", "--database", "My-Shop"], 'names the database "My-Shop"'],
    [[], "`db new auth add_device_to_sessions` writes a migration"],
  ])("%j is refused, and nothing is left of it", async (args, message) => {
    const { root } = smallWorkspace(withTools);
    const { code, stderr } = await runDb(["new", ...args, "--no-install"], { cwd: root });
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(readdirSync(join(root, "services"))).toEqual(["auth"]);
    expect(existsSync(join(root, "elsewhere"))).toBe(false);
  });

  test("a tool that the workspace does not have is named", async () => {
    const { root } = smallWorkspace({ "package.json": '{"name":"small"}' });
    const { code, stderr } = await runDb(["new", "--package", "notes"], { cwd: root });
    expect(code).toBe(1);
    expect(stderr).toContain("needs @deepiri/database, which no package.json");
  });
});

const tools =
  "@deepiri/database @prisma/client @deepiri/db @deepiri/schema-engine @deepiri/test-database " +
  "@deepiri/typescript @deepiri/vitest @types/node prisma typescript vitest";

const withTools = {
  "package.json": JSON.stringify({
    name: "small",
    devDependencies: Object.fromEntries(tools.split(" ").map((name) => [name, "1.0.0"])),
  }),
};
