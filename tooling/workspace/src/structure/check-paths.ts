import { join } from "node:path";
import type { Breach } from "./breach.js";
import type { SourceFile, SourcePackage } from "./source-package.js";

/** Finds files that reach into another package by path, past what its `exports` offer. */
export function checkPaths(packages: readonly SourcePackage[]): Breach[] {
  return packages.flatMap((one) => one.files.flatMap((file) => climbing(one, file, packages)));
}

function climbing(
  { path }: SourcePackage,
  file: SourceFile,
  packages: readonly SourcePackage[],
): Breach[] {
  const fromRoot = (target: string): string => join(path, target);
  // A URL may name the workspace's root, or a file there; an import has no business outside.
  const inPackage = (target: string): boolean =>
    packages.some((other) => fromRoot(target).startsWith(`${other.path}/`));
  return [
    ...file.imports.filter(isOutside).map((target) => ({ verb: "imports", target })),
    ...file.urls
      .filter((target) => isOutside(target) && inPackage(target))
      .map((target) => ({ verb: "reads", target })),
  ].map(({ verb, target }) => ({
    file: fromRoot(file.path),
    reason: `${verb} ${fromRoot(target)} outside its package by path; import the package by name`,
  }));
}

function isOutside(target: string): boolean {
  return target === ".." || target.startsWith("../");
}
