import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { brand } from "@deepiri/database/brand";
import { assertDistinctNames } from "./distinct-names.js";
import { DependencyCycleError, UnknownDatabaseError, UnknownPackageError } from "./errors.js";
import { findWorkspaceRoot } from "./find-workspace-root.js";
import { ownSettings } from "./own-settings.js";
import { type PackageFolder, readPackageFolders } from "./package-folders.js";
import { withDependencies } from "./with-dependencies.js";
import type { Database, TablePackage, Workspace } from "./workspace.js";

/**
 * Reads which packages own tables and in which order they migrate.
 *
 * A package owns tables when it has a `prisma.config.ts`. The order follows the `dependencies` of
 * the package.json files, and whose tables a package has taken over; packages that do not depend on
 * each other go by folder name.
 *
 * @param from any folder inside the workspace
 */
export function readWorkspace(from?: string): Workspace {
  const root = findWorkspaceRoot(from);
  const folders = readPackageFolders(root).filter(({ directory }) =>
    existsSync(join(directory, "prisma.config.ts")),
  );
  const found = withHomes(folders.map(packageOf));
  assertDistinctNames(root, found);
  const packages = inOrder(found);
  return { root, packages, databases: readDatabases(root, packages) };
}

/** The package of that key or npm name. */
export function findPackage(workspace: Workspace, keyOrName: string): TablePackage {
  const found = workspace.packages.find((one) => one.key === keyOrName || one.name === keyOrName);
  if (!found) {
    const known = workspace.packages.map((one) => one.key);
    throw new UnknownPackageError(keyOrName, known);
  }
  return found;
}

/**
 * The database of that name; the default one if left out, or the only one there is.
 *
 * @throws UnknownDatabaseError when no package belongs to it
 */
export function findDatabase({ databases }: Workspace, name?: string): Database {
  const found = databases.find((one) => one.name === (name ?? brand.name));
  const only = name === undefined && databases.length === 1 ? databases[0] : undefined;
  const database = found ?? only;
  if (database) return database;
  throw new UnknownDatabaseError(
    name ?? brand.name,
    databases.map((one) => one.name),
  );
}

/** The databases that hold a package: its own, and those that it is in because others depend on it. */
export function databasesOf({ databases }: Workspace, { key }: TablePackage): Database[] {
  return databases.filter(({ packages }) => packages.some((one) => one.key === key));
}

/** The package whose folder holds `path`, if any does. */
export function packageAt(workspace: Workspace, path: string): TablePackage | undefined {
  return workspace.packages.find((one) => `${path}/`.startsWith(`${one.directory}/`));
}

interface FoundPackage {
  readonly name: string;
  readonly key: string;
  readonly database: string;
  readonly isBlock: boolean;
  readonly administers: boolean;
  readonly directory: string;
  /** Names of npm packages. */
  readonly needs: readonly string[];
  /** Keys of packages whose tables it has taken over. */
  readonly takesFrom: readonly string[];
}

function packageOf({ directory, manifest }: PackageFolder): FoundPackage {
  const { name, dependencies = {} } = manifest;
  const settings = ownSettings(manifest);
  const { database = brand.name, block = false, administers = false, takesFrom = [] } = settings;
  const key = basename(directory);
  const needs = Object.keys(dependencies);
  return { name, key, database, isBlock: block, administers, directory, needs, takesFrom };
}

/** A building block belongs to the first database that has a user of it, the default one before others. */
function withHomes(found: readonly FoundPackage[]): FoundPackage[] {
  return found.map((block) => {
    if (!block.isBlock) return block;
    const users = found.filter((one) => !one.isBlock && needsOf(one, found).has(block.name));
    return { ...block, database: databaseNames(users)[0] ?? brand.name };
  });
}

/** Names of all packages that one needs, directly or not. */
function needsOf(one: FoundPackage, found: readonly FoundPackage[], all = new Set<string>()) {
  for (const name of one.needs) {
    const other = all.has(name) ? undefined : found.find((candidate) => candidate.name === name);
    if (other) needsOf(other, found, all.add(name));
  }
  return all;
}

/** The default one first, then by name. */
function databaseNames(packages: readonly { readonly database: string }[]): string[] {
  const names = [...new Set(packages.map(({ database }) => database))].sort();
  const first = names.filter((name) => name === brand.name);
  return [...first, ...names.filter((name) => name !== brand.name)];
}

function readDatabases(root: string, packages: readonly TablePackage[]): Database[] {
  return databaseNames(packages).map((name) => ({
    name,
    root,
    packages: membersOf(name, packages),
  }));
}

/** The packages that belong to the database, and all that they depend on, in their order. */
function membersOf(database: string, packages: readonly TablePackage[]): TablePackage[] {
  const own = packages.filter((one) => one.database === database);
  return withDependencies(own, packages);
}

function inOrder(found: readonly FoundPackage[]): TablePackage[] {
  const placed = new Map<string, TablePackage>();
  const known = found.map(({ key }) => key);
  const unknown = found.flatMap(({ takesFrom }) => takesFrom).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new UnknownPackageError(unknown, known);
  const place = (one: FoundPackage, path: readonly string[]): void => {
    if (placed.has(one.name)) return;
    if (path.includes(one.name)) {
      throw new DependencyCycleError([...path.slice(path.indexOf(one.name)), one.name]);
    }
    const needed = found.filter(
      (other) => one.needs.includes(other.name) || one.takesFrom.includes(other.key),
    );
    for (const other of needed) place(other, [...path, one.name]);
    placed.set(one.name, describe(one, needed, placed));
  };
  for (const one of found) place(one, []);
  return [...placed.values()];
}

function describe(
  { name, key, database, isBlock, administers, directory }: FoundPackage,
  needed: readonly FoundPackage[],
  placed: ReadonlyMap<string, TablePackage>,
): TablePackage {
  const direct = needed.map((other) => placed.get(other.name) as TablePackage);
  const all = new Set(direct.flatMap((other) => [...other.dependencies, other]));
  return {
    name,
    key,
    database,
    isBlock,
    administers,
    directory,
    dependencies: [...placed.values()].filter((other) => all.has(other)),
    historySchema: `_${key.replaceAll("-", "_")}`,
    schemaDirectory: join(directory, "prisma", "schema"),
    migrationsDirectory: join(directory, "prisma", "migrations"),
  };
}
