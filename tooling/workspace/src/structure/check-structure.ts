import { readPackageFolders } from "../package-folders.js";
import type { Workspace } from "../workspace.js";
import type { Breach } from "./breach.js";
import { checkClients } from "./check-clients.js";
import { checkFileCycles, checkFolderCycles } from "./check-cycles.js";
import { checkDependencies } from "./check-dependencies.js";
import { checkLayers } from "./check-layers.js";
import { checkPaths } from "./check-paths.js";
import { readSourcePackage } from "./source-package.js";

/**
 * Finds where the source breaks the rules that keep it readable: dependencies that point away from
 * "services -> core -> database", paths into other packages, clients of other packages or databases,
 * imports against a package's layers, and cycles of files or folders.
 */
export function checkStructure(workspace: Workspace): Breach[] {
  const { root } = workspace;
  const packages = readPackageFolders(root).map((folder) => readSourcePackage(root, folder));
  return [
    ...checkDependencies(packages),
    ...checkPaths(packages),
    ...checkClients(workspace),
    ...packages.flatMap(checkLayers),
    ...packages.flatMap(checkFolderCycles),
    ...packages.flatMap(checkFileCycles),
  ];
}
