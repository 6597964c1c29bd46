import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { DependencyCycleError, UnknownPackageError, WorkspaceError } from "./errors.js";
import { findWorkspaceRoot } from "./find-workspace-root.js";
import type { TablePackage, Workspace } from "./workspace.js";

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
  return { root, packages: inOrder(manifests) };
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

/** The package whose folder holds `path`, if any does. */
export function packageAt(workspace: Workspace, path: string): TablePackage | undefined {
  return workspace.packages.find((one) => `${path}/`.startsWith(`${one.directory}/`));
}

interface Manifest {
  readonly name: string;
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
  const { name, dependencies = {} } = JSON.parse(
    readFileSync(join(directory, "package.json"), "utf8"),
  ) as { name: string; dependencies?: Record<string, string> };
  return { name, directory, needs: Object.keys(dependencies) };
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
  { name, directory }: Manifest,
  needed: readonly Manifest[],
  placed: ReadonlyMap<string, TablePackage>,
): TablePackage {
  const key = basename(directory);
  const direct = needed.map((other) => placed.get(other.name) as TablePackage);
  const all = new Set(direct.flatMap((other) => [...other.dependencies, other]));
  return {
    name,
    key,
    directory,
    dependencies: [...placed.values()].filter((other) => all.has(other)),
    historySchema: `_${key.replaceAll("-", "_")}`,
    schemaDirectory: join(directory, "prisma", "schema"),
    migrationsDirectory: join(directory, "prisma", "migrations"),
  };
}
