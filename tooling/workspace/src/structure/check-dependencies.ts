import type { Breach } from "./breach.js";
import type { SourcePackage } from "./source-package.js";

/** Holds packages to "services -> core -> database": only tools may depend on a service. */
export function checkDependencies(packages: readonly SourcePackage[]): Breach[] {
  const services = new Set(
    packages.filter(({ path }) => path.startsWith("services/")).map(({ name }) => name),
  );
  return packages
    .filter(({ path }) => !path.startsWith("tooling/"))
    .flatMap(({ name, path, dependencies }) =>
      dependencies
        .filter((other) => services.has(other))
        .map((other) => ({
          file: `${path}/package.json`,
          reason: `${name} depends on the service ${other}; move what both need to a package that both can depend on`,
        })),
    );
}
