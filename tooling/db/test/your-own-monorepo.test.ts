import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { findWorkspaceRoot } from "@deepiri/workspace";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = findWorkspaceRoot();
const page = readFileSync(join(root, "docs/your-own-monorepo.md"), "utf8");

interface Block {
  readonly language: string;
  /** Behind `file=` or `database=`. */
  readonly where: string | undefined;
  readonly text: string;
}

const blocks: Block[] = [...page.matchAll(/^```(\w+)(?: \w+=(\S+))?\n(.*?)^```/gms)].map(
  ([, language = "", where, text = ""]) => ({ language, where, text }),
);

const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CI|npm_.*|.*DATABASE_URL)$/.test(name)),
  ),
  PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter),
};

let acme: string;
beforeAll(() => {
  acme = mkdtempSync(join(tmpdir(), "acme-"));
});
afterAll(() => {
  spawnSync("pnpm", ["exec", "db", "down"], { cwd: acme, env: environment });
  rmSync(acme, { recursive: true, force: true });
});

function run(command: string, cwd = acme): string {
  const { status, stdout, stderr } = spawnSync(command, {
    cwd,
    env: environment,
    shell: true,
    encoding: "utf8",
  });
  expect(status, `${command}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

const inOldDatabase = async (sql: string): Promise<pg.QueryResult> => {
  const client = new pg.Client(environment.OLD_URL);
  await client.connect();
  return client.query(sql).finally(() => client.end());
};

const title = `another company's workspace lives on the packed tools, as the page says${because(noSweeps)}`;
test.skipIf(noSweeps)(title, { timeout: 900_000 }, async () => {
  for (const { language, where, text } of blocks) {
    if (language === "text") run(text.trim().replace("../acme/packed", join(acme, "packed")), root);
    else if (language === "sh") for (const command of text.trim().split("\n")) run(command);
    else if (language === "sql") await makeOldDatabase(text);
    else if (where !== undefined) write(where, text);
  }
  const { rows } = await inOldDatabase(
    "SELECT count(*)::int AS all, count(*) FILTER (WHERE title = 'unknown')::int AS repaired FROM customers.examples",
  );
  expect(rows).toEqual([{ all: 51, repaired: 1 }]);
});

async function makeOldDatabase(sql: string): Promise<void> {
  const url = new URL(run("pnpm --silent exec db url --database acme").trim());
  environment.OLD_URL = url.href;
  await inOldDatabase("CREATE DATABASE acme_old");
  url.pathname = "/acme_old";
  environment.OLD_URL = url.href;
  await inOldDatabase(sql);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(acme, file)), { recursive: true });
  writeFileSync(join(acme, file), text);
}
