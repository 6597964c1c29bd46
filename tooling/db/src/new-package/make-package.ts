import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { brand } from "@deepiri/database/brand";
import { readWorkspace, type Workspace } from "@deepiri/workspace";
import { CommandError } from "../output/command-error.js";
import { readCustoms, readManifest } from "./customs.js";
import type { Files } from "./files.js";
import { type NewPackage, newPackage } from "./new-package.js";
import { packageFiles } from "./package-files.js";
import { withOwnershipTables } from "./readme-tables.js";

/** What a new package is to be. */
export interface Wish {
  readonly key: string;
  /** The database that it is to belong to; the default one if left out. */
  readonly database?: string;
  /** The folder that it is to lie in, from the root; beside the last of the others if left out. */
  readonly folder?: string;
}

// Begins the names of a schema, of a role and of types.
const keyPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const longestKey = 40;

/**
 * Writes a new package with all its files, and its row in the workspace's README. What the workspace
 * would refuse is removed again.
 *
 * @throws CommandError, ClashingNamesError when there cannot be such a package
 */
export function makePackage(workspace: Workspace, wish: Wish): NewPackage {
  const one = describe(workspace, wish);
  const directory = join(workspace.root, one.folder);
  if (existsSync(directory))
    throw new CommandError(`${one.folder} is there already; choose another name for the package`);
  const files = packageFiles(one, readCustoms(workspace), new Date());
  // The first folder that was not there before.
  const begun = mkdirSync(directory, { recursive: true }) ?? directory;
  try {
    writeFiles(directory, files);
    register(workspace.root, one);
  } catch (error) {
    rmSync(begun, { recursive: true, force: true });
    throw error;
  }
  return one;
}

function describe(workspace: Workspace, { key, database = brand.name, folder }: Wish): NewPackage {
  if (!keyPattern.test(key) || key.length > longestKey)
    throw new CommandError(
      `"${key}" is no name for a package; write small letters and digits with hyphens between them, at most ${longestKey}`,
    );
  const { root, packages } = workspace;
  const last = packages.at(-1);
  const beside = last ? relative(root, dirname(last.directory)) : "services";
  return newPackage(key, {
    database,
    scope: scopeOf(workspace),
    folder: join(folder ?? beside, key),
  });
}

/** That of the other packages; before there are any, the one of the root, or its name. */
function scopeOf({ root, packages }: Workspace): string {
  const { name = "" } = readManifest(root);
  const given = packages.at(-1)?.name ?? name;
  const scope = /^@[^/]+\//.exec(given)?.[0];
  if (scope !== undefined) return scope;
  return packages.length === 0 && name !== "" ? `@${name}/` : "";
}

function writeFiles(directory: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

function register(root: string, { key, folder }: NewPackage): void {
  const workspace = readWorkspace(root);
  if (!workspace.packages.some((one) => one.key === key))
    throw new CommandError(
      `${folder} is not a place for packages: no pattern in pnpm-workspace.yaml takes it in`,
    );
  const readme = join(root, "README.md");
  if (!existsSync(readme)) return;
  const text = readFileSync(readme, "utf8");
  writeFileSync(readme, withOwnershipTables(text, workspace.databases));
}
