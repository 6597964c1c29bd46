import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm, stat, symlink } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { because } from "@deepiri/vitest/skip";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findBinaries } from "../src/binaries.js";
import { startServer, stopServer } from "../src/index.js";
import { chooseLauncher } from "../src/launcher.js";
import { reachableBinaries } from "../src/reach.js";
import { query } from "./fixture/query.js";

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

describe.runIf(isRoot)(
  `as root${because(isRoot ? undefined : "an ordinary user runs this")}`,
  () => {
    let place = "";
    const before = { ...process.env };

    beforeEach(async () => {
      // Root's home: nobody else can enter it.
      place = await mkdtemp(path.join(homedir(), ".deepiri-test-"));
      process.env.DEEPIRI_POSTGRES_SHARED = await mkdtemp(path.join(tmpdir(), "deepiri-shared-"));
    });

    afterEach(async () => {
      const shared = process.env.DEEPIRI_POSTGRES_SHARED ?? "";
      Object.assign(process.env, before);
      delete process.env.DEEPIRI_POSTGRES_SHARED;
      await stopServer(place);
      for (const one of [place, shared]) await rm(one, { recursive: true, force: true });
    });

    test("runs in root's own home, in files of root's", async () => {
      await startAndUse();
      expect((await stat(path.join(place, "data"))).uid).toBe(0);
    });

    test("runs as nobody, with data where nobody gets to, when namespaces are refused", async () => {
      await refuseNamespaces();
      await startAndUse();
      const data = await stat(path.join(place, "data"));
      expect(data.uid).toBe(nobody);
      expect(await readdir(process.env.DEEPIRI_POSTGRES_SHARED ?? "")).toContainEqual(
        expect.stringMatching(/^data-/),
      );
    });

    test("goes on as nobody with such data when namespaces are allowed again", async () => {
      await refuseNamespaces();
      await startAndUse();
      await stopServer(place);
      process.env.PATH = before.PATH;
      const { url } = await startServer({ directory: place, kind: "kept" });
      expect(await query(url, "SELECT answer FROM public.facts")).toEqual([{ answer: 42 }]);
      expect((await stat(path.join(place, "data"))).uid).toBe(nobody);
    });

    test("takes root's data along to nobody when namespaces are no longer allowed", async () => {
      await chmod(place, 0o755);
      const open = await mkdtemp(path.join(tmpdir(), "deepiri-open-"));
      try {
        await chmod(open, 0o755);
        await startServer({ directory: open, kind: "kept" });
        await stopServer(open);
        await refuseNamespaces();
        const { url } = await startServer({ directory: open, kind: "kept" });
        expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
      } finally {
        await stopServer(open);
        await rm(open, { recursive: true, force: true });
      }
    });

    test("removes a throw-away server's data from the other place too", async () => {
      await refuseNamespaces();
      const server = await startServer({ directory: place, kind: "throw-away" });
      await server.stop();
      const left = await readdir(process.env.DEEPIRI_POSTGRES_SHARED ?? "");
      expect(left.filter((name) => name.startsWith("data-"))).toEqual([]);
    });

    test("runs the server of an ordinary user as that user", async () => {
      const open = await mkdtemp(path.join(tmpdir(), "deepiri-open-"));
      try {
        await startServer({ directory: open, kind: "kept" });
        await stopServer(open);
        await chmod(open, 0o755);
        await giveAway(path.join(open, "data"), 1_234);
        const { pid } = await startServer({ directory: open, kind: "kept" });
        expect((await stat(`/proc/${pid}`)).uid).toBe(1_234);
      } finally {
        await stopServer(open);
        await rm(open, { recursive: true, force: true });
      }
    });

    test("copies programs that nobody can read, once", async () => {
      await refuseNamespaces();
      const binaries = await findBinaries();
      const closed = path.join(place, "native");
      await cp(binaries.root, closed, { recursive: true, verbatimSymlinks: true });
      const launcher = await chooseLauncher(undefined);
      const first = await reachableBinaries({ ...binaries, root: closed }, launcher);
      expect(path.dirname(first.root)).toBe(process.env.DEEPIRI_POSTGRES_SHARED);
      const made = (await stat(first.root)).ctimeMs;
      await reachableBinaries({ ...binaries, root: closed }, launcher);
      expect((await stat(first.root)).ctimeMs).toBe(made);
    });

    async function startAndUse(): Promise<void> {
      const { url } = await startServer({ directory: place, kind: "kept" });
      await query(url, "CREATE TABLE public.facts AS SELECT 42 AS answer");
    }

    // As a container's security profile does: here, by hiding the program that makes them.
    async function refuseNamespaces(): Promise<void> {
      const programs = path.join(process.env.DEEPIRI_POSTGRES_SHARED ?? "", "programs");
      await mkdir(programs);
      for (const name of ["chmod", "chown", "readlink", "rm", "sleep"]) {
        await symlink(path.join("/bin", name), path.join(programs, name));
      }
      process.env.PATH = programs;
    }
  },
);

async function giveAway(folder: string, uid: number): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    await chown(path.join(folder, name), uid, uid);
  }
  await chown(folder, uid, uid);
}

test.skipIf(isRoot)(
  `an ordinary user is told whose folder it is${because(isRoot ? "root runs this" : undefined)}`,
  async () => {
    await expect(startServer({ directory: "/root/server", kind: "kept" })).rejects.toThrow(
      /its owner is user 0/,
    );
  },
);
