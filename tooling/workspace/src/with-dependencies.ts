import type { TablePackage } from "./workspace.js";

/** The chosen packages and all that they depend on, in the order of `packages`. */
export function withDependencies(
  chosen: readonly TablePackage[],
  packages: readonly TablePackage[],
): TablePackage[] {
  const keys = new Set(chosen.flatMap((one) => [one, ...one.dependencies]).map(({ key }) => key));
  return packages.filter(({ key }) => keys.has(key));
}
