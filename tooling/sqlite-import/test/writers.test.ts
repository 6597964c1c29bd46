import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { because } from "@deepiri/vitest/skip";
import { expect, it, onTestFinished } from "vitest";
import { importSqlite } from "../src/index.js";
import { fromSource, run } from "./fixture/program.js";
import { refusalOf } from "./fixture/refusal.js";
import { ownFolder, sqliteFile } from "./fixture/sqlite-file.js";
import { imported, ownDatabase } from "./fixture/target.js";

// A program with SQLite's own locks and log, which the reader of this package has not got.
const noSqlite =
  spawnSync("python3", ["-c", "import sqlite3"]).status === 0 ? undefined : "there is no Python";

function runPython(file: string, script: string): void {
  spawnSync("python3", ["-c", connect + script, file], { stdio: "inherit" });
}

const connect = "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], isolation_level=None)\n";

/** A program that has a file open, does this with a connection `c` to it, and waits. */
async function whileOpen(file: string, script: string): Promise<void> {
  const program = `${connect}${script}\nprint("ready", flush=True)\nsys.stdin.read()`;
  const child = spawn("python3", ["-c", program, file], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  await new Promise((resolve) => child.stdout.once("data", resolve));
}

const twoRows = "CREATE TABLE t (v); INSERT INTO t VALUES ('committed')";

it.skipIf(noSqlite)(
  `loads what is only in the write-ahead log, and no more than is committed${because(noSqlite)}`,
  async () => {
    const file = sqliteFile("CREATE TABLE t (v)");
    await whileOpen(
      file,
      `c.execute("PRAGMA journal_mode = WAL")
c.execute("INSERT INTO t VALUES ('in the log')")
c.execute("BEGIN"); c.execute("INSERT INTO t VALUES ('not committed')")`,
    );
    expect(existsSync(`${file}-wal`)).toBe(true);
    const before = readAll(file);
    const { client } = await ownDatabase();
    await importSqlite(file, client);
    expect((await client.query("SELECT v FROM legacy.t")).rows).toEqual([{ v: "in the log" }]);
    expect(readAll(file)).toEqual(before);
  },
);

it.skipIf(noSqlite)(
  `refuses a file in which a crashed writer has left half a transaction, until that is undone${because(noSqlite)}`,
  async () => {
    const file = sqliteFile(`${twoRows}; CREATE TABLE filler (v)`);
    // With one page of cache the changed pages are in the file before the end of the transaction.
    runPython(
      file,
      `c.execute("PRAGMA cache_size = 1"); c.execute("BEGIN"); c.execute("UPDATE t SET v = 'half'")
for i in range(200): c.execute("INSERT INTO filler VALUES (randomblob(5000))")
import os; os.kill(os.getpid(), 9)`,
    );
    const before = readAll(file);
    expect(await refusalOf(file)).toMatch(/half written, .* sqlite3 .*app\.db \.tables undoes it/);
    expect(readAll(file)).toEqual(before);
    runPython(file, `c.execute("SELECT * FROM t").fetchall()`);
    const { client } = await ownDatabase();
    expect(await importSqlite(file, client)).toMatchObject({ rows: 1 });
    expect((await client.query("SELECT v FROM legacy.t")).rows).toEqual([{ v: "committed" }]);
  },
);

it.skipIf(noSqlite).each(["persist", "truncate"])(
  `takes the journal that journal_mode = %s keeps for no transaction${because(noSqlite)}`,
  async (mode) => {
    const file = sqliteFile(twoRows);
    runPython(
      file,
      `c.execute("PRAGMA journal_mode = ${mode}"); c.execute("INSERT INTO t VALUES (2)")`,
    );
    expect(existsSync(`${file}-journal`)).toBe(true);
    const { client } = await ownDatabase();
    expect(await importSqlite(file, client)).toMatchObject({ rows: 2 });
  },
);

const noLocks =
  noSqlite ?? (existsSync("/proc/locks") ? undefined : "the system does not tell of locks");
it.skipIf(noLocks)(
  `refuses a file that a writer has locked, and names the process${because(noLocks)}`,
  async () => {
    const file = sqliteFile(twoRows);
    await whileOpen(file, `c.execute("BEGIN EXCLUSIVE")`);
    expect(await refusalOf(file)).toMatch(/is locked by a writer, process \d+\. Stop the program/);
  },
);

it.skipIf(noLocks)(
  `reads a file that others read, or are about to write to${because(noLocks)}`,
  async () => {
    const file = sqliteFile(twoRows);
    await whileOpen(file, `c.execute("BEGIN IMMEDIATE"); c.execute("SELECT * FROM t").fetchall()`);
    const { client } = await ownDatabase();
    expect(await importSqlite(file, client)).toMatchObject({ rows: 1 });
  },
);

it("refuses a file that does not hold still, and loads it once it does", async () => {
  // Large enough that the writer, which may have to wait for a processor, writes while it is read.
  const file = sqliteFile(`${twoRows}; CREATE TABLE large AS SELECT zeroblob(30000000) AS bytes`);
  const { client } = await ownDatabase();
  let writes = 0;
  const child = spawn(process.execPath, [
    "-e",
    `const fs = require("node:fs"), f = fs.openSync(${JSON.stringify(file)}, "r+");
     const bytes = Buffer.alloc(4); fs.readSync(f, bytes, 0, 4, 24); let n = bytes.readUInt32BE();
     for (;;) { bytes.writeUInt32BE(++n >>> 0); fs.writeSync(f, bytes, 0, 4, 24); fs.writeSync(f, bytes, 0, 4, 92); if (n % 1000 === 0) fs.writeSync(1, "."); }`,
  ]);
  onTestFinished(() => void child.kill());
  await new Promise((resolve) => child.stdout.on("data", () => writes++ || resolve(undefined)));
  expect(await refusalOf(file)).toMatch(/is written to all the time\. Stop the program/);
  child.kill();
  expect(await importSqlite(file, client, { quietWithinMs: 20_000 })).toMatchObject({ rows: 2 });
});

it("refuses a file that a program of its own reader's kind has locked", async () => {
  const file = sqliteFile(twoRows);
  mkdirSync(`${file}.lock`);
  expect(await refusalOf(file)).toMatch(/locked by a program that has made .*app\.db\.lock/);
});

const isRoot = process.getuid?.() === 0;
const noUser = isRoot ? undefined : "only root may run a program as another user";
it.skipIf(noUser).each([
  ["a file", "", /app\.db may not be read by this user\. Give the right/],
  ["a write-ahead log", "-wal", /app\.db-wal may not be read by this user, and what app\.db holds/],
])(`refuses %s that it may not read${because(noUser)}`, async (_, suffix, line) => {
  const file = sqliteFile(twoRows);
  const { url } = await ownDatabase();
  chmodSync(dirname(file), 0o755);
  chmodSync(file, 0o644);
  if (suffix !== "") await whileLogged(file);
  chmodSync(file + suffix, 0o600);
  const command = [process.execPath, ...fromSource("./run-import.ts"), file, url];
  const { output, code } = await run(command, { uid: 65_534 });
  expect(code).toBe(1);
  expect(output).toMatch(line);
});

async function whileLogged(file: string): Promise<void> {
  const { writeFileSync } = await import("node:fs");
  writeFileSync(`${file}-wal`, "");
}

// A disk that only this process and its children see, and that goes away with them.
const alone = ["--user", "--map-root-user", "--mount"];
const mount = 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"';
const canMount = spawnSync("unshare", [...alone, "sh", "-c", mount, "/tmp", "true"]).status === 0;
const noDisk = canMount ? undefined : "this machine lets nobody mount a disk";
it.skipIf(noDisk)(`refuses when the disk has no room for its copy${because(noDisk)}`, async () => {
  const file = sqliteFile(`${twoRows}; INSERT INTO t VALUES (zeroblob(3000000))`);
  const { url } = await ownDatabase();
  const disk = ownFolder();
  const importing = [process.execPath, ...fromSource("./run-import.ts"), file, url];
  const { output } = await run(["unshare", ...alone, "sh", "-c", mount, disk, ...importing], {
    env: { ...process.env, TMPDIR: disk },
  });
  expect(output).toContain(`There is no room for a copy of ${file} in ${disk}. Make room, or set`);
});

it("leaves no copy behind once it has loaded", async () => {
  const folder = ownFolder();
  process.env.TMPDIR = folder;
  onTestFinished(() => void delete process.env.TMPDIR);
  await imported(twoRows);
  expect(readdirSync(folder).filter((name) => name.startsWith("sqlite-import"))).toEqual([]);
});

/** File, log and journal, with their bytes and times. */
function readAll(file: string): unknown[] {
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(basename(file)) && !name.endsWith("-shm"))
    .map((name) => join(dirname(file), name))
    .map((path) => [path, readFileSync(path, "hex"), statSync(path).mtimeMs]);
}
