import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { buildWhenStale } from "@deepiri/build-when-stale";
import { type OwnSettings, ownSettings, type TablePackage } from "@deepiri/workspace";
import { CommandError } from "../output/command-error.js";
import { readManifest } from "./read-manifest.js";

/** What a package lists in a module of its own, and where. */
export interface PackageList<Item> {
  readonly package: TablePackage;
  readonly items: readonly Item[];
}

/** Which list: the setting of package.json that names the module, and the name that the module exports. */
export interface ListKind {
  readonly setting: keyof OwnSettings & ("jobs" | "monitor" | "checks");
  readonly exported: string;
}

/**
 * Loads what packages list, in their order; what has changed since it was compiled is compiled before.
 *
 * @throws CommandError when a module is not there or exports no such list
 */
export async function loadLists<Item>(
  packages: readonly TablePackage[],
  { setting, exported }: ListKind,
): Promise<PackageList<Item>[]> {
  const lists: PackageList<Item>[] = [];
  for (const one of packages) {
    const file = ownSettings(readManifest(one))[setting];
    if (file === undefined) continue;
    buildWhenStale(one.directory);
    const path = join(one.directory, file);
    if (!existsSync(path)) throw notCompiled(one, setting, path);
    const items: unknown = (await import(pathToFileURL(path).href))[exported];
    if (!Array.isArray(items)) throw noList(one, exported, path);
    lists.push({ package: one, items });
  }
  return lists;
}

function notCompiled({ name }: TablePackage, setting: string, path: string): CommandError {
  return new CommandError(
    `package.json of ${name} names its ${setting} in ${relative(process.cwd(), path)}, which is not there; compile the package`,
  );
}

function noList({ name }: TablePackage, exported: string, path: string): CommandError {
  return new CommandError(
    `${relative(process.cwd(), path)} of ${name} has to export the list \`${exported}\``,
  );
}
