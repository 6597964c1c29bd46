import { readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { ownSettings } from "../own-settings.js";
import type { PackageFolder } from "../package-folders.js";
import { readReferences } from "./read-references.js";

/** A package as its package.json and its source files describe it. */
export interface SourcePackage {
  readonly name: string;
  /** Path from the workspace's root. */
  readonly path: string;
  /** Names of the packages it depends on, for running or for developing. */
  readonly dependencies: readonly string[];
  /** Folders of `src` from the top down, as package.json names them. */
  readonly layers: readonly string[] | undefined;
  /** Its files in order of their paths, without generated ones. */
  readonly files: readonly SourceFile[];
}

/** A TypeScript or JavaScript file. */
export interface SourceFile {
  /** Path from the package's folder, such as `src/index.ts`. */
  readonly path: string;
  /** What it imports by path, types included, each once: paths from the package's folder. */
  readonly imports: readonly string[];
  /** Where its `new URL("…", import.meta.url)` lead: paths from the package's folder. */
  readonly urls: readonly string[];
}

/** Reads all of a package's source that is not generated. */
export function readSourcePackage(
  root: string,
  { directory, manifest }: PackageFolder,
): SourcePackage {
  const paths = sourcePaths(directory);
  const known = new Set(paths);
  return {
    name: manifest.name,
    path: relative(root, directory),
    dependencies: Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }),
    layers: ownSettings(manifest).layers,
    files: paths.map((path) => readSourceFile(directory, path, known)),
  };
}

const notSource = new Set(["node_modules", "dist", "generated", "coverage"]);

function sourcePaths(directory: string, folder = ""): string[] {
  return readdirSync(join(directory, folder), { withFileTypes: true })
    .filter(({ name }) => !notSource.has(name) && !name.startsWith("."))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourcePaths(directory, path);
      return /\.[cm]?[jt]s$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

function readSourceFile(directory: string, path: string, known: ReadonlySet<string>): SourceFile {
  const file = join(directory, path);
  const { imports, urls } = readReferences(file, readFileSync(file, "utf8"));
  const target = (reference: string): string =>
    relative(directory, resolve(dirname(file), reference));
  return {
    path,
    imports: [...new Set(imports.map((one) => sourceOf(target(one), known)))],
    urls: urls.map(target),
  };
}

// An import names the file that will run: "./table.js" is written as table.ts.
function sourceOf(target: string, known: ReadonlySet<string>): string {
  const extension = extname(target);
  const typescript = target.slice(0, -extension.length) + extension.replace("js", "ts");
  return !known.has(target) && known.has(typescript) ? typescript : target;
}
