import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { chmod, cp, mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brand } from "@deepiri/database/brand";
import { type Binaries, program } from "./binaries.js";
import type { Launcher } from "./launcher.js";

/**
 * Binaries that the launcher's user can run: these, or a copy made once in the shared folder.
 *
 * A copy is needed when root works in a place closed to others and must run the server as nobody.
 */
export async function reachableBinaries(binaries: Binaries, launcher: Launcher): Promise<Binaries> {
  if (await canReach(program(binaries, "postgres"), launcher)) return binaries;
  const copy = path.join(await sharedFolder(), `postgres-${binaries.version}`);
  if (!(await exists(copy))) await copyWhole(binaries.root, copy);
  return { ...binaries, root: copy };
}

/** Where a server's data folder goes: into its directory, or where the launcher's user gets to. */
export async function reachableDataFolder(wanted: string, launcher: Launcher): Promise<string> {
  if (await canReach(path.dirname(wanted), launcher)) return wanted;
  const name = createHash("sha256").update(wanted).digest("hex").slice(0, 16);
  return path.join(await sharedFolder(), `data-${name}`);
}

// By owner and mode, without root's override: root loses it with the identity it gives up.
async function canReach(
  place: string,
  { uid, gid, prefix, switchesUser }: Launcher,
): Promise<boolean> {
  if (!switchesUser && prefix.length === 0) return true;
  for (let at = path.resolve(place); ; at = path.dirname(at)) {
    const entry = await stat(at);
    const shift = entry.uid === uid ? 6 : entry.gid === gid ? 3 : 0;
    if (((entry.mode >> shift) & 1) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

async function copyWhole(from: string, to: string): Promise<void> {
  const draft = `${to}.${randomUUID()}`;
  try {
    await cp(from, draft, { recursive: true, verbatimSymlinks: true });
    await promisify(execFile)("chmod", ["-R", "a+rX", draft]);
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(to))) throw error;
  }
}

// Root's alone to write, so nobody else can put a program there for us to run.
async function sharedFolder(): Promise<string> {
  const folder =
    process.env[`${brand.environmentPrefix}POSTGRES_SHARED`] ?? `/var/lib/${brand.name}`;
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  return folder;
}

async function exists(place: string): Promise<boolean> {
  return await stat(place).then(
    () => true,
    () => false,
  );
}
