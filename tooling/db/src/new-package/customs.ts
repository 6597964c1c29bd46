import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Manifest, readPackageFolders, type Workspace } from "@deepiri/workspace";
import { CommandError } from "../output/command-error.js";

type Texts = Readonly<Record<string, string>>;

/** How package.json files of a workspace are written, so that a new one is as the others. */
export interface Customs {
  /**
   * The version that the others say of a package, so that there is one of everything.
   *
   * @throws CommandError when none of them depends on it
   */
  versionOf(dependency: string): string;
  /** These scripts as the last package with tables has them; as given where it has none. */
  scriptsOf(scripts: Texts): Texts;
}

/** The customs of a workspace, read from its files. */
export function readCustoms({ root, packages }: Workspace): Customs {
  const folders = readPackageFolders(root);
  const manifests = [readManifest(root), ...folders.map(({ manifest }) => manifest)];
  const last = packages.at(-1)?.directory;
  const like = folders.find(({ directory }) => directory === last)?.manifest.scripts;
  return {
    versionOf: (dependency) => {
      const versions = manifests.flatMap((one) => [
        one.dependencies?.[dependency] ?? [],
        one.devDependencies?.[dependency] ?? [],
      ]);
      const isMember = manifests.some(({ name }) => name === dependency);
      const version = versions.flat()[0] ?? (isMember ? "workspace:*" : undefined);
      if (version !== undefined) return version;
      throw new CommandError(
        `the new package needs ${dependency}, which no package.json of this workspace names; ` +
          "add it to the root's devDependencies",
      );
    },
    scriptsOf: (scripts) =>
      Object.fromEntries(
        Object.entries(scripts).map(([name, script]) => [name, like?.[name] ?? script]),
      ),
  };
}

/** What the package.json of a folder says. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
