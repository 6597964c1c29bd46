import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { packageFolders } from "./read-workspace.js";
import type { Workspace } from "./workspace.js";

/** A dependency that points the wrong way. */
export interface BoundaryBreach {
  /** Path of the file from the workspace's root. */
  readonly file: string;
  readonly reason: string;
}

/**
 * Finds what breaks "services -> core -> database": a service that depends on another service, a
 * shared package that depends on a service, and imports that climb out of their package.
 */
export function checkBoundaries({ root }: Workspace): BoundaryBreach[] {
  const folders = packageFolders(root);
  const services = new Map(
    folders
      .filter((folder) => relative(root, folder).startsWith("services/"))
      .map((folder) => [manifestOf(folder).name, folder]),
  );
  const mayNotUseServices = folders.filter(
    (folder) => !relative(root, folder).startsWith("tooling/"),
  );
  return [
    ...mayNotUseServices.flatMap((folder) => dependsOnService(root, folder, services)),
    ...folders.flatMap((folder) => importsOutside(root, folder)),
  ];
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

function dependsOnService(
  root: string,
  folder: string,
  services: ReadonlyMap<string, string>,
): BoundaryBreach[] {
  const { name, dependencies, devDependencies } = manifestOf(folder);
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((other) => services.has(other))
    .map((other) => ({
      file: relative(root, join(folder, "package.json")),
      reason: `${name} depends on the service ${other}; move what both need to @deepiri/core`,
    }));
}

function importsOutside(root: string, folder: string): BoundaryBreach[] {
  return ["src", "test"].flatMap((part) =>
    typescriptFiles(join(folder, part)).flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^(?:import|export|\}).*"(\.{1,2}\/[^"]+)"/gm)]
        .map((match) => resolve(dirname(file), match[1] as string))
        .filter((target) => !target.startsWith(`${folder}/`))
        .map((target) => ({
          file: relative(root, file),
          reason: `imports ${relative(root, target)} of another package by path; import the package`,
        })),
    ),
  );
}

function typescriptFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("generated/"))
    .map((name) => join(folder, name));
}
