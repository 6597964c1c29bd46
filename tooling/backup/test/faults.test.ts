import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createEmptyDatabase } from "@deepiri/test-database";
import { because } from "@deepiri/vitest/skip";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { backUp, restore } from "../src/index.js";
import { ask, backupFolder, madeDatabase, rowsOf } from "./fixture/databases.js";

const small =
  "CREATE TABLE public.a_first (id int); CREATE TABLE public.things (id int PRIMARY KEY, name text); INSERT INTO public.things SELECT i, 'thing ' || i FROM generate_series(1, 100) i";

/** One backup for all tests that damage copies of it. */
let backup: { readonly url: string; readonly folder: string };
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createEmptyDatabase("backup");
  const folder = join(mkdtempSync(join(tmpdir(), "backup ")), "whole");
  ({ drop } = database);
  await ask(database.url, small);
  await backUp({ url: database.url, out: folder });
  backup = { url: database.url, folder };
});
afterAll(async () => {
  await drop();
  rmSync(dirname(backup.folder), { recursive: true });
});

it.each<[string, (folder: string) => void, RegExp]>([
  [
    "a flipped byte",
    (folder) => change(folder, "rows/0002-public.things.copy", (bytes) => bytes.with(3, 0x62)),
    /"rows\/0002-public.things.copy" of the backup ".*" is damaged: its contents are not what was written. The database is as it was/,
  ],
  [
    "a shorter file",
    (folder) => change(folder, "rows/0002-public.things.copy", (bytes) => bytes.subarray(1)),
    /is damaged: it has \d+ bytes in place of \d+/,
  ],
  [
    "a missing file",
    (folder) => rmSync(join(folder, "rows/0002-public.things.copy")),
    /is damaged: it is missing/,
  ],
  [
    "other definitions",
    (folder) => change(folder, "definitions.sql", (bytes) => bytes.with(20, 0x62)),
    /"definitions.sql" of the backup .* is damaged/,
  ],
  [
    "another account of its definitions",
    (folder) => change(folder, "definitions.json", (bytes) => bytes.with(20, 0x62)),
    /"definitions.json" of the backup .* is damaged/,
  ],
  [
    "an edited manifest",
    (folder) =>
      change(folder, "manifest.json", (bytes) =>
        Buffer.from(String.fromCharCode(...bytes).replace('"rows": 100', '"rows": 101')),
      ),
    /manifest.json" is not as it was written: its digest differs/,
  ],
  [
    "a manifest that is cut off",
    (folder) => change(folder, "manifest.json", (bytes) => bytes.subarray(0, 50)),
    /cannot be read as the manifest of a backup/,
  ],
  [
    "a newer form",
    (folder) =>
      change(folder, "manifest.json", (bytes) =>
        Buffer.from(String.fromCharCode(...bytes).replace('"format": 1', '"format": 3')),
      ),
    /has the form 3 of a backup; this version reads those up to 2/,
  ],
  [
    "no manifest",
    (folder) => rmSync(join(folder, "manifest.json")),
    /is no backup, or one that was not finished/,
  ],
])("refuses a backup with %s and leaves the database as it was", async (_, damage, message) => {
  const { folder } = backup;
  const damaged = backupFolder();
  cpSync(folder, damaged, { recursive: true });
  damage(damaged);
  const copy = await madeDatabase();
  await expect(restore({ url: copy, from: damaged })).rejects.toThrow(message);
  expect(await rowsOf(copy)).toEqual({ sequences: [] });
});

it("refuses a folder that is not empty, a file, and one that cannot be made", async () => {
  const { url, folder } = backup;
  await expect(backUp({ url, out: folder })).rejects.toThrow(
    /is not empty. Name a folder that is not there yet/,
  );
  await expect(backUp({ url, out: join(folder, "manifest.json") })).rejects.toThrow(/is a file/);
  await expect(backUp({ url, out: join(folder, "manifest.json", "x") })).rejects.toThrow(
    /cannot be written: a part of its path is a file. Nothing of the backup is left/,
  );
  await expect(backUp({ url, out: "/proc/backup" })).rejects.toThrow(
    /cannot be written: its folder is not there and cannot be made/,
  );
});

it("leaves nothing when it is killed politely, and nothing that looks like a backup when not", {
  timeout: 60_000,
}, async () => {
  const url = await madeDatabase(
    `CREATE TABLE public.a_first (id int); CREATE TABLE public.big AS SELECT repeat(i::text, 50) FROM generate_series(1, 300000) i`,
  );
  const out = backupFolder();
  const parts = (): string[] => readdirSync(dirname(out));
  expect(await killedAt(["backup", url, out], () => parts().length > 0, "SIGTERM")).toBe(143);
  expect(parts()).toEqual([]);
  await killedAt(["backup", url, out], () => parts().length > 0, "SIGKILL");
  expect(parts()).toEqual([expect.stringMatching(/^of today\.partial-\d+$/)]);
  await expect(restore({ url, from: join(dirname(out), parts()[0] ?? "") })).rejects.toThrow(
    /is no backup, or one that was not finished/,
  );
  await backUp({ url, out });
  expect(parts()).toEqual(["of today"]);

  const copy = await madeDatabase();
  await killedAt(["restore", copy, out], (said) => said.includes("a_first"), "SIGKILL");
  await expect.poll(() => rowsOf(copy), { timeout: 20_000 }).toEqual({ sequences: [] });
  await restore({ url: copy, from: out });
  expect(await ask(copy, "SELECT count(*)::int FROM public.big")).toEqual([{ count: 300_000 }]);
});

// A disk that only this process and its children see, and that goes away with them.
const alone = ["--user", "--map-root-user", "--mount"];
const mount = 'mount -t tmpfs -o size=1m tmpfs "$0" && "$@" && ls -A "$0"';
const canMount = spawnSync("unshare", [...alone, "sh", "-c", mount, "/mnt", "true"]).status === 0;
const noDisk = canMount ? undefined : "this machine lets nobody mount a disk";

it.skipIf(noDisk)(
  `says that the disk is full, and leaves nothing on it${because(noDisk)}`,
  async () => {
    const url = await madeDatabase(
      "CREATE TABLE public.big AS SELECT repeat(i::text, 50) FROM generate_series(1, 50000) i",
    );
    const disk = dirname(backupFolder());
    mkdirSync(disk, { recursive: true });
    const inside = spawnSync("unshare", [
      ...alone,
      "sh",
      "-c",
      mount,
      disk,
      process.execPath,
      ...program,
      "backup",
      url,
      join(disk, "full"),
    ]);
    expect(String(inside.stdout)).toBe(
      `FolderUnwritable: "${join(disk, "full")}" cannot be written: no space is left on its disk. Nothing of the backup is left.\n`,
    );
  },
);

it("says that a lock keeps it waiting, and that the server went away, and leaves nothing", {
  timeout: 60_000,
}, async () => {
  const url = await madeDatabase("CREATE TABLE public.things (id int)");
  const out = backupFolder();
  const other = new pg.Client({ connectionString: url });
  other.on("error", () => {});
  await other.connect();
  await other.query("BEGIN; LOCK TABLE public.things");
  await expect(backUp({ url, out })).rejects.toThrow(
    "Another session holds a lock on a table for more than 10 s, such as a migration. Nothing of the backup is left.",
  );
  const ended = expect(backUp({ url, out })).rejects.toThrow(/Nothing of the backup is left/);
  await expect
    .poll(() =>
      ask(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND locktype = 'relation'",
      ),
    )
    .toHaveLength(1);
  await ended;
  await other.end();
  expect(readdirSync(dirname(out))).toEqual([]);
});

it("holds one moment, while others write", async () => {
  const url =
    await madeDatabase(`CREATE TABLE public.one (id int PRIMARY KEY, amount int); CREATE TABLE public.two (id int PRIMARY KEY, amount int);
    INSERT INTO public.one SELECT i, 100 FROM generate_series(1, 2000) i; INSERT INTO public.two SELECT i, 100 FROM generate_series(1, 2000) i`);
  const out = backupFolder();
  let isDone = false;
  let moves = 0;
  const move = async (): Promise<void> => {
    for (; !isDone; moves += 1)
      await ask(
        url,
        `BEGIN; UPDATE public.one SET amount = amount - ${moves} WHERE id = ${(moves % 2000) + 1}; UPDATE public.two SET amount = amount + ${moves} WHERE id = ${(moves % 1999) + 1}; COMMIT`,
      );
  };
  const writers = [move(), move()];
  await backUp({ url, out }).finally(() => (isDone = true));
  await Promise.all(writers);
  const copy = await madeDatabase();
  await restore({ url: copy, from: out });
  expect(moves).toBeGreaterThan(10);
  expect(
    await ask(
      copy,
      "SELECT (SELECT sum(amount) FROM public.one)::int + (SELECT sum(amount) FROM public.two)::int AS sum",
    ),
  ).toEqual([{ sum: 400_000 }]);
});

function change(folder: string, file: string, how: (bytes: Uint8Array) => Uint8Array): void {
  const path = join(folder, file);
  writeFileSync(path, how(new Uint8Array(readFileSync(path))));
}

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const program = [
  "--conditions=@deepiri/source",
  "--import",
  tsx,
  fileURLToPath(new URL("./fixture/program.ts", import.meta.url)),
];

/** Runs the program until something is so, then ends it; resolves to its exit code. */
async function killedAt(
  args: readonly string[],
  isTime: (said: string) => boolean,
  signal: NodeJS.Signals,
): Promise<number | null> {
  const child = spawn(process.execPath, [...program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const watch = setInterval(() => isTime(said) && child.kill(signal), 5);
  return ended.finally(() => clearInterval(watch));
}
