import { join } from "node:path";
import { brand } from "@deepiri/database/brand";
import type { Breach } from "./breach.js";
import { sourceFolder, sourceRoot } from "./source-folder.js";
import type { SourcePackage } from "./source-package.js";

/**
 * Holds a package to the layers that its package.json declares: a folder of `src` imports only from
 * folders below it, and nothing from the files directly in `src`. A package that declares no layers
 * has no breach.
 */
export function checkLayers({ path, layers, files }: SourcePackage): Breach[] {
  if (!layers) return [];
  const folders = new Set(files.map((file) => sourceFolder(file.path)));
  return [
    ...unlisted(folders, layers).map((folder) => ({
      file: join(path, "src", folder),
      reason: `is in no layer; give it a place in "${brand.name}": { "layers": [...] } of ${path}/package.json`,
    })),
    ...files.flatMap((file) =>
      file.imports.flatMap((target) => {
        const rule = brokenRule(layers, sourceFolder(file.path), sourceFolder(target));
        if (!rule) return [];
        return [{ file: join(path, file.path), reason: `imports ${target}, but ${rule}` }];
      }),
    ),
  ];
}

function unlisted(folders: ReadonlySet<string | undefined>, layers: readonly string[]): string[] {
  return [...folders].filter(
    (folder) => folder !== undefined && folder !== sourceRoot && !layers.includes(folder),
  ) as string[];
}

function brokenRule(
  layers: readonly string[],
  from: string | undefined,
  to: string | undefined,
): string | undefined {
  if (from === undefined || from === sourceRoot || to === undefined || from === to)
    return undefined;
  if (to === sourceRoot) return "the files directly in src stand above all layers";
  // A folder that is in no layer is a breach already.
  if (!layers.includes(from) || !layers.includes(to)) return undefined;
  if (layers.indexOf(to) > layers.indexOf(from)) return undefined;
  return `the layer ${to} stands above the layer ${from}`;
}
