import { directDatabaseUrl } from "@deepiri/database/without-client";
import { type Database, findDatabase, findPackage, type Workspace } from "@deepiri/workspace";
import { CommandError } from "../output/command-error.js";
import { choiceOf, urlOf } from "./place.js";

/** A database of the workspace, or the packages of it that are meant. */
export interface Parts {
  readonly database?: string;
  readonly package?: readonly string[];
  /** Where it is looked for, in place of where the workspace's is. */
  readonly url?: string;
}

/**
 * Where a database lies, or, when packages are named, where these do.
 *
 * @throws CommandError when they are in several places
 */
export function placeOfParts(
  workspace: Workspace,
  { database: name, package: keys = [], url }: Parts,
): { readonly database: Database; readonly url: string } {
  const packages = keys.map((key) => findPackage(workspace, key));
  const database = findDatabase(workspace, name ?? packages[0]?.database);
  if (url !== undefined) return { database, url };
  const urls = new Set(
    packages.map((one) => directDatabaseUrl(choiceOf(database, one), { cwd: database.root })),
  );
  if (urls.size > 1)
    throw new CommandError(
      `the packages ${keys.join(", ")} are in databases at different URLs; name those of one at a time`,
    );
  return { database, url: [...urls][0] ?? urlOf(database) };
}
