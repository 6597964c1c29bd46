import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { InvalidMonorepoError, PnpmTool, type Tool, YarnTool } from "@manypkg/tools";
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
  return packagesOf(root)
    .filter(({ dir }) => relative(root, dir) !== "")
    .map(({ dir, packageJson }) => ({ directory: dir, manifest: packageJson }));
}

// Yarn's form of `workspaces` includes npm's.
function packagesOf(root: string): ReturnType<Tool["getPackagesSync"]>["packages"] {
  const tool = existsSync(join(root, "pnpm-workspace.yaml")) ? PnpmTool : YarnTool;
  try {
    return tool.getPackagesSync(root).packages;
  } catch (error) {
    if (!(error instanceof InvalidMonorepoError || error instanceof SyntaxError)) throw error;
    throw new WorkspaceError(
      `${root} has no package.json, or one of its packages has a broken one`,
      {
        cause: error,
      },
    );
  }
}
