import type { PackageCheck } from "@deepiri/database";
import type { TablePackage } from "@deepiri/workspace";
import { CommandError } from "../output/command-error.js";
import { loadLists } from "./package-module.js";

/**
 * What these packages look for by themselves, in their order.
 *
 * @throws CommandError when a check is not as it should be, or two have the same name
 */
export async function loadChecks(packages: readonly TablePackage[]): Promise<PackageCheck[]> {
  const lists = await loadLists<PackageCheck>(packages, { setting: "checks", exported: "checks" });
  const owners = new Map<string, string>();
  for (const { package: owner, items } of lists)
    for (const { name, find } of items) {
      if (typeof name !== "string" || typeof find !== "function")
        throw new CommandError(`a check of ${owner.name} needs \`name\` and \`find\``);
      const other = owners.get(name);
      if (other !== undefined)
        throw new CommandError(
          `${other} and ${owner.name} both have a check ${name}; give one another name`,
        );
      owners.set(name, owner.name);
    }
  return lists.flatMap(({ items }) => items);
}
