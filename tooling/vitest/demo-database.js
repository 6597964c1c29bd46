import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, onTestFinished } from "vitest";
import { runCommand } from "./run-command.js";
import { noSweeps, someOf } from "./skip.js";

const demos = ["dpro", "promptcraft", "robbieverse"];

/** @type {typeof import("./demo-database.js").whyNoDemo} */
export function whyNoDemo(database) {
  const isTried = someOf(demos, [], 1).includes(database);
  return noSweeps ?? (isTried ? undefined : "the sweeps of this run try another demo");
}

/** @type {typeof import("./demo-database.js").demoDatabase} */
export function demoDatabase(database, { reorganize, db, connect }) {
  const server = inject("testServerUrl");
  const name = `reorganize_demo_${database}`;
  const url = onServer(server, name);
  const folder = mkdtempSync(join(tmpdir(), `${database}-demo-`));
  const told = [];

  const askAt = async (where, sql) => {
    const client = await connect(where);
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    await askAt(onServer(server, "postgres"), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });

  const runFor = async (code, verb, ...args) => {
    const done = await runCommand(reorganize, [verb, "--database", database, ...args]);
    expect(done.code, done.output).toBe(code);
    told.push(done.output);
    return done.output;
  };
  return {
    url,
    fileOf: (file) => join(folder, file),
    ask: (sql) => askAt(url, sql),
    build: (...args) => runFor(0, "demo", "--url", server, "--rows", "40", ...args),
    run: (verb, ...args) => runFor(0, verb, "--url", url, ...args),
    runFor: (code, verb, ...args) => runFor(code, verb, "--url", url, ...args),
    finalize: async () => {
      const backup = join(folder, "backup");
      const where = ["--url", url, "--database", database, "--out", backup];
      const saved = await runCommand(db, ["backup", ...where]);
      expect(saved.code, saved.output).toBe(0);
      const unused = ["--unused-for", "0s"];
      await runFor(0, "finalize", "--url", url, "--backup", backup, ...unused, "--yes");
    },
    expectMigrated: async () => {
      const variable = `${database.toUpperCase()}_DATABASE_URL`;
      const migrated = runCommand(db, ["migrate", "--database", database], { [variable]: url });
      expect(await migrated).toMatchObject({
        code: 0,
        output: expect.stringMatching(/nothing to do|up to date/),
      });
    },
    told: () => told.join("\n"),
  };
}

function onServer(server, name) {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
