import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = findWorkspaceRoot();
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .trim()
  .split("\n");

/** Commands of a README's `sh` blocks, without the remarks behind them. */
const commandsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), "utf8").matchAll(/^```sh\n(.*?)^```/gms)]
    .flatMap(([, block]) => (block as string).trim().split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((command, index, all) => all.indexOf(command) === index);

const commands = commandsOf("README.md");
const ofPackages = files.filter((file) => file.endsWith("/README.md")).flatMap(commandsOf);

/** What is run elsewhere: the gate itself, in fresh clones, and where there is a Docker engine. */
const elsewhere = /^(npm (start|test)|docker compose|DATABASE_URL=)/;
/** What needs a terminal is run in the schema engine's own tests. */
const interactive = /^(cd |pnpm exec prisma migrate dev)/;
/** What is said to work after `npm start`, which this test leaves out. */
const example = /^pnpm tsx /;

let copy: string;

test("the README has the commands of everyday work", () => {
  expect(commands).toContain("npm start");
  expect(commands.filter((command) => command.startsWith("pnpm db:")).length).toBeGreaterThan(8);
});

describe.skipIf(noSweeps)(`in a copy of the files${because(noSweeps)}`, () => {
  beforeAll(() => {
    // A copy has an embedded server of its own, so the developer's is neither used nor reset.
    copy = join(mkdtempSync(join(tmpdir(), "readme-")), "platform");
    for (const file of files) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      cpSync(join(root, file), join(copy, file));
    }
    run("pnpm install --frozen-lockfile --prefer-offline");
  });

  afterAll(() => {
    run("pnpm db:down");
    rmSync(dirname(copy), { recursive: true });
  });

  test("every command of the README works, in its order", { timeout: 900_000 }, () => {
    for (const command of commands) {
      if (elsewhere.test(command) || interactive.test(command)) continue;
      if (example.test(command)) succeed("pnpm --silent db:start");
      succeed(command);
    }
  });

  test("every command of the packages' READMEs works after that", { timeout: 300_000 }, () => {
    expect(ofPackages).toContain("pnpm db:seed");
    succeed("pnpm --silent db:start");
    for (const command of ofPackages) succeed(command);
  });
});

function succeed(command: string): void {
  const { status, output } = run(command);
  expect(status, `${command}\n${output}`).toBe(0);
}

function run(command: string): { status: number | null; output: string } {
  const own = Object.entries(process.env).filter(
    ([name]) => !/DATABASE_URL$|^TEST_DATABASE|^VITEST|^NODE_ENV/.test(name),
  );
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: copy,
    shell: true,
    encoding: "utf8",
    env: {
      ...Object.fromEntries(own),
      CI: "true",
      // The same files have the same hash here and there: what is built need not be built again.
      TURBO_CACHE_DIR: join(root, ".turbo", "cache"),
      PATH: [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter),
    },
  });
  return { status, output: `${stdout}${stderr}` };
}
