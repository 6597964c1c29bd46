import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brand } from "@deepiri/database/brand";
import { parse } from "yaml";
import { assertDistinctNames } from "./distinct-names.js";
import {
  DependencyCycleError,
  UnknownDatabaseError,
  UnknownPackageError,
  WorkspaceError,
} from "./errors.js";
import { findWorkspaceRoot } from "./find-workspace-root.js";
import { ownSettings } from "./own-settings.js";
import { withDependencies } from "./with-dependencies.js";
import type { Database, TablePackage, Workspace } from "./workspace.js";

/**
 * Reads which packages own tables and in which order they migrate.
 *
 * A package owns tables when it has a `prisma.config.ts`. The order follows the `dependencies` of
 * the package.json files; packages that do not depend on each other go by folder name.
 *
 * @param from any folder inside the workspace
 */
export function readWorkspace(from?: string): Workspace {
  const root = findWorkspaceRoot(from);
  const manifests = packageFolders(root)
    .filter((folder) => existsSync(join(folder, "prisma.config.ts")))
    .map(readManifest);
  assertDistinctNames(root, manifests);
  const packages = inOrder(manifests);
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

interface Manifest {
  readonly name: string;
  readonly key: string;
  readonly database: string;
  readonly directory: string;
  readonly needs: readonly string[];
}

/** Absolute paths of all packages of the workspace, with or without tables. */
export function packageFolders(root: string): string[] {
  const file = join(root, "pnpm-workspace.yaml");
  const { packages = [] } = parse(readFileSync(file, "utf8")) as { packages?: string[] };
  return packages.flatMap((pattern) => {
    if (!pattern.endsWith("/*")) {
      throw new WorkspaceError(
        `${file}: only patterns like "services/*" are read, not "${pattern}"`,
      );
    }
    const parent = join(root, pattern.slice(0, -2));
    if (!existsSync(parent)) return [];
    return readdirSync(parent)
      .sort()
      .map((child) => join(parent, child))
      .filter((folder) => existsSync(join(folder, "package.json")));
  });
}

function readManifest(directory: string): Manifest {
  const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as {
    readonly name: string;
    readonly dependencies?: Record<string, string>;
  };
  const { name, dependencies = {} } = manifest;
  const { database = brand.name } = ownSettings(manifest);
  const key = basename(directory);
  return { name, key, database, directory, needs: Object.keys(dependencies) };
}

function readDatabases(root: string, packages: readonly TablePackage[]): Database[] {
  const names = [...new Set(packages.map(({ database }) => database))].sort();
  const inOrder = [brand.name, ...names.filter((name) => name !== brand.name)];
  return inOrder
    .filter((name) => names.includes(name))
    .map((name) => ({ name, root, packages: membersOf(name, packages) }));
}

/** The packages that belong to the database, and all that they depend on, in their order. */
function membersOf(database: string, packages: readonly TablePackage[]): TablePackage[] {
  const own = packages.filter((one) => one.database === database);
  return withDependencies(own, packages);
}

function inOrder(manifests: readonly Manifest[]): TablePackage[] {
  const placed = new Map<string, TablePackage>();
  const place = (manifest: Manifest, path: readonly string[]): void => {
    if (placed.has(manifest.name)) return;
    if (path.includes(manifest.name)) {
      throw new DependencyCycleError([...path.slice(path.indexOf(manifest.name)), manifest.name]);
    }
    const needed = manifests.filter((other) => manifest.needs.includes(other.name));
    for (const other of needed) place(other, [...path, manifest.name]);
    placed.set(manifest.name, describe(manifest, needed, placed));
  };
  for (const manifest of manifests) place(manifest, []);
  return [...placed.values()];
}

function describe(
  { name, key, database, directory }: Manifest,
  needed: readonly Manifest[],
  placed: ReadonlyMap<string, TablePackage>,
): TablePackage {
  const direct = needed.map((other) => placed.get(other.name) as TablePackage);
  const all = new Set(direct.flatMap((other) => [...other.dependencies, other]));
  return {
    name,
    key,
    database,
    directory,
    dependencies: [...placed.values()].filter((other) => all.has(other)),
    historySchema: `_${key.replaceAll("-", "_")}`,
    schemaDirectory: join(directory, "prisma", "schema"),
    migrationsDirectory: join(directory, "prisma", "migrations"),
  };
}
