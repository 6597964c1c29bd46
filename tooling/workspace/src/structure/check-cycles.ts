import { join } from "node:path";
import type { Breach } from "./breach.js";
import { type Cycle, findCycles } from "./find-cycles.js";
import { sourceFolder, sourceRoot } from "./source-folder.js";
import type { SourceFile, SourcePackage } from "./source-package.js";

/** Finds files of a package that import each other in a cycle, imports of types counted. */
export function checkFileCycles({ path, files }: SourcePackage): Breach[] {
  const graph = new Map(files.map((file) => [file.path, new Set(file.imports)]));
  return findCycles(graph).map((cycle) => ({
    file: join(path, cycle.shortest[0] as string),
    reason: `is in a dependency cycle${size(cycle, "files")}: ${around(cycle.shortest)}; what they share belongs in a file of its own`,
  }));
}

/**
 * Finds folders directly under `src` that depend on each other in a cycle. Of the files directly in
 * `src`, those that a folder needs count as one more folder; the others are entry points, which
 * stand above all folders. Where a package declares layers, all of them do.
 */
export function checkFolderCycles(one: SourcePackage): Breach[] {
  const imports = importsBetweenFolders(one);
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of imports) graph.set(from, (graph.get(from) ?? new Set()).add(to));
  return findCycles(graph).map((cycle) => ({
    file: join(one.path, "src"),
    reason: `has a dependency cycle${size(cycle, "folders")}: ${around(cycle.shortest)} (${examples(cycle, imports)})`,
  }));
}

interface FolderImport {
  readonly from: string;
  readonly to: string;
  readonly example: string;
}

function importsBetweenFolders({ files, layers }: SourcePackage): FolderImport[] {
  const needed = layers ? new Set<string>() : rootFilesBelowFolders(files);
  const folderOf = (path: string): string | undefined => {
    const folder = sourceFolder(path);
    return folder !== sourceRoot || needed.has(path) ? folder : undefined;
  };
  return files.flatMap(({ path, imports }) =>
    imports.flatMap((target) => {
      const [from, to] = [folderOf(path), folderOf(target)];
      if (from === undefined || to === undefined || from === to) return [];
      return [{ from, to, example: `${path} imports ${target}` }];
    }),
  );
}

/** The files directly in `src` that files in folders import, directly or by way of each other. */
function rootFilesBelowFolders(files: readonly SourceFile[]): Set<string> {
  const importsOf = new Map(files.map(({ path, imports }) => [path, imports]));
  const inFolders = files.filter(
    ({ path }) => ![undefined, sourceRoot].includes(sourceFolder(path)),
  );
  const needed = new Set<string>();
  const queue = inFolders.flatMap(({ imports }) => imports);
  for (const path of queue) {
    if (sourceFolder(path) !== sourceRoot || needed.has(path)) continue;
    needed.add(path);
    queue.push(...(importsOf.get(path) ?? []));
  }
  return needed;
}

function size({ shortest, members }: Cycle, what: string): string {
  return members.length > shortest.length ? ` of ${members.length} ${what}, the shortest` : "";
}

function around(cycle: readonly string[]): string {
  return [...cycle, cycle[0]].join(" -> ");
}

function examples({ shortest }: Cycle, imports: readonly FolderImport[]): string {
  return shortest
    .map((folder, at) => {
      const next = shortest[(at + 1) % shortest.length];
      return imports.find(({ from, to }) => from === folder && to === next)?.example;
    })
    .join(", ");
}
