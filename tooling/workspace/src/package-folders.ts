import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { load, YAMLException } from "js-yaml";
import { globSync } from "tinyglobby";
import { WorkspaceError } from "./errors.js";

/** A package of the workspace, with or without tables. */
export interface PackageFolder {
  /** Absolute path. */
  readonly directory: string;
  /** What its package.json says. */
  readonly manifest: Manifest;
}

/** What we read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * All packages of the workspace but its root, by their paths: what the patterns of pnpm-workspace.yaml
 * or of `workspaces` in package.json match, as pnpm, npm and yarn read them.
 */
export function readPackageFolders(root: string): PackageFolder[] {
  const patterns = patternsOf(root).map((pattern) => pattern.replace(/\/?$/, "/package.json"));
  return globSync(patterns, { cwd: root, ignore: ["**/node_modules/**"] })
    .map((file) => dirname(resolve(root, file)))
    .filter((directory) => directory !== resolve(root))
    .sort()
    .map((directory) => ({ directory, manifest: readManifest(directory) }));
}

type Patterns = readonly string[];

// Yarn's form of `workspaces` includes npm's.
function patternsOf(root: string): Patterns {
  const file = join(root, "pnpm-workspace.yaml");
  if (existsSync(file)) return (readFile(file, load) as { packages?: Patterns })?.packages ?? [];
  const { workspaces } = readManifest<{ workspaces: Patterns | { packages: Patterns } }>(root);
  return "packages" in workspaces ? workspaces.packages : workspaces;
}

function readManifest<Content = Manifest>(directory: string): Content {
  return readFile(join(directory, "package.json"), JSON.parse) as Content;
}

/** @throws WorkspaceError when it is not what it should be */
function readFile(file: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof YAMLException)) throw error;
    throw new WorkspaceError(`${file} cannot be read: ${error.message}`, { cause: error });
  }
}
