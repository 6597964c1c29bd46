import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { workspaceRoot } from "@deepiri/database";
import { brand } from "@deepiri/database/brand";
import * as mappingPackage from "@deepiri/reorganize-mapping";
import { ReorganizeError } from "../session/errors.js";
import { readJson } from "./plan-file.js";

/**
 * What a .json file holds, or a .ts or .js file exports by default. TypeScript needs no build. A module
 * is run with the rights of this process.
 *
 * @throws ReorganizeError when the file cannot be read or fails while it is loaded
 */
export async function loadDefinition(file: string): Promise<unknown> {
  if (!/\.[cm]?[jt]s$/.test(file)) return readJson(file, "A mapping is a .ts, .js or .json file.");
  if (!existsSync(file)) throw new ReorganizeError(`Cannot read ${file} (ENOENT).`);
  try {
    return await loadModule(resolve(file));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReorganizeError(`Cannot load ${file}: ${reason}`, { cause });
  }
}

async function loadModule(file: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(import.meta.url, {
    // A file outside of the workspace may say defineMapping, too.
    virtualModules: { "@deepiri/reorganize-mapping": mappingPackage },
    fsCache: cacheFor(file),
    moduleCache: false,
  });
  return jiti.import(file, { default: true });
}

/** Where compiled files are kept, by what was compiled; nowhere outside of a workspace. */
function cacheFor(file: string): string | false {
  const root = workspaceRoot(dirname(file));
  return root !== undefined && join(root, brand.dataFolder, "compiled");
}
