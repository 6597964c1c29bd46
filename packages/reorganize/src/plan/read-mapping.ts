import type { Database } from "@deepiri/workspace";
import { isObject, joinMapping } from "./join-mapping.js";
import { loadDefinition } from "./load-definition.js";
import type { Mapping } from "./mapping.js";
import { checkMapping, checkPart, readWorkspaceMapping } from "./workspace-mapping.js";

/**
 * Reads a mapping from a .ts, .js or .json file, completed as `resolveMapping` does.
 *
 * @throws ReorganizeError that says what is wrong with the file
 */
export async function readMapping(file: string, database: Database): Promise<Mapping> {
  return await resolveMapping(await loadDefinition(file), file, database);
}

/**
 * Completes a mapping as it was written. One that says `extends: "workspace"` holds only what is added
 * to the mapping of the workspace: what it says comes first.
 *
 * @param source what a refusal calls it, such as its file
 * @throws ReorganizeError that says what is wrong with it
 */
export async function resolveMapping(
  written: unknown,
  source: string,
  database: Database,
): Promise<Mapping> {
  if (!isObject(written) || written.extends !== "workspace") return checkMapping(written, source);
  const { extends: _, ...own } = written;
  checkPart(own, source);
  return checkMapping(joinMapping(await readWorkspaceMapping(database), own), source);
}
