import { execFile } from "node:child_process";
import { chmod, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type Binaries, majorVersion } from "./binaries.js";
import { DataFolderVersionError, OtherOwnerError } from "./errors.js";
import type { Launcher } from "./launcher.js";

/** Who owns the data folder; undefined when there is none. */
export async function ownerOf(
  dataFolder: string,
): Promise<{ uid: number; gid: number } | undefined> {
  return await stat(dataFolder).catch(() => undefined);
}

/**
 * Checks that this server can use the data folder, and mends what PostgreSQL would refuse: an owner
 * other than the server's user, where we are root, and access by others.
 *
 * @throws DataFolderVersionError or OtherOwnerError.
 */
export async function prepareDataFolder(
  dataFolder: string,
  binaries: Binaries,
  launcher: Launcher,
): Promise<void> {
  const { uid, mode } = await stat(dataFolder);
  if (uid !== launcher.uid) {
    if (process.getuid?.() !== 0) throw new OtherOwnerError(dataFolder, uid);
    const owner = `${launcher.uid}:${launcher.gid}`;
    await promisify(execFile)("chown", ["-R", owner, dataFolder]);
  }
  if ((mode & 0o777) !== 0o700) await chmod(dataFolder, 0o700);
  const found = (await readFile(path.join(dataFolder, "PG_VERSION"), "utf8")).trim();
  const expected = majorVersion(binaries);
  if (found !== expected) throw new DataFolderVersionError(dataFolder, found, expected);
}
