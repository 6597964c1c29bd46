import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb } from "../fixture/run-db.js";
import { smallWorkspace } from "../fixture/small-workspace.js";

async function refusal(url: string | undefined): Promise<string> {
  const env = url === undefined ? {} : { DATABASE_URL: url };
  const { code, stdout, stderr } = await runDb(["migrate", "--all"], {
    cwd: smallWorkspace().root,
    env,
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  return stderr;
}

test("without any database it says how to get one", async () => {
  expect(await refusal(undefined)).toMatch(/DATABASE_URL.*pnpm db:up/);
});

test("a URL that is none is refused", async () => {
  expect(await refusal("mysql://somewhere/db")).toContain("DATABASE_URL");
});

test("a dead host is named, without its password", async () => {
  const message = await refusal("postgresql://anna:s3cret@127.0.0.1:1/deepiri");
  expect(message).toContain("127.0.0.1:1");
  expect(message).not.toContain("s3cret");
});

test("a missing database is named", async () => {
  const url = new URL((await emptyDatabase()).url);
  url.pathname = "/not_there";
  expect(await refusal(url.href)).toContain('"not_there"');
});

test("a read-only database is named", async () => {
  const { url, query } = await emptyDatabase();
  const name = new URL(url).pathname.slice(1);
  await query(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`);
  expect(await refusal(url)).toContain("read-only");
});

test("a wrong password is told, and not shown", async () => {
  const server = await startServer({
    directory: await throwAwayDirectory(join(tmpdir(), "login")),
    kind: "throw-away",
  });
  onTestFinished(server.stop);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query("CREATE ROLE anna LOGIN PASSWORD 'right'");
  const { rows } = await client.query("SHOW hba_file");
  const rules = readFileSync(rows[0].hba_file, "utf8");
  writeFileSync(rows[0].hba_file, `host all anna 127.0.0.1/32 scram-sha-256\n${rules}`);
  await client.query("SELECT pg_reload_conf()");
  // The postmaster rereads the file when the signal reaches it, not when the statement returns.
  const url = new URL(server.url);
  url.username = "anna";
  url.password = "wr0ng";
  let message = "";
  await expect
    .poll(async () => {
      message = (
        await runDb(["status"], { cwd: smallWorkspace().root, env: { DATABASE_URL: url.href } })
      ).stderr;
      return message;
    })
    .toMatch(/anna/);
  expect(message).toContain("password");
  expect(message).not.toContain("wr0ng");
});
