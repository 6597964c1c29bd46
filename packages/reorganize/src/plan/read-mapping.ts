import type { Workspace } from "@deepiri/workspace";
import { isObject, joinMapping } from "./join-mapping.js";
import { loadDefinition } from "./load-definition.js";
import type { Mapping } from "./mapping.js";
import { checkMapping, readWorkspaceMapping } from "./workspace-mapping.js";

/**
 * Reads a mapping from a .ts, .js or .json file. One that says `extends: "workspace"` holds only what is
 * added to the mapping of the workspace: what it says comes first.
 *
 * @throws ReorganizeError that says what is wrong with the file
 */
export async function readMapping(file: string, workspace: Workspace): Promise<Mapping> {
  const found = await loadDefinition(file);
  if (!isObject(found) || found.extends !== "workspace") return checkMapping(found, file);
  const { extends: _, ...own } = found;
  checkMapping(own, file);
  return checkMapping(joinMapping(await readWorkspaceMapping(workspace), own), file);
}
