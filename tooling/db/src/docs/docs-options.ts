import {
  findPackage,
  type TablePackage,
  type Workspace,
  withDependencies,
} from "@deepiri/workspace";

/** What `db docs` was asked for. */
export interface DocsOptions {
  readonly out: string;
  readonly database?: string;
  readonly package?: string;
  readonly url?: string;
  readonly migrations?: true;
  readonly plan?: string;
  readonly markdown?: true;
  readonly check?: true;
}

/** The package that was asked for with all that it depends on; undefined for all there are. */
export function chosenPackages(
  workspace: Workspace,
  { package: name }: Pick<DocsOptions, "package">,
): readonly TablePackage[] | undefined {
  if (name === undefined) return undefined;
  return withDependencies([findPackage(workspace, name)], workspace.packages);
}
