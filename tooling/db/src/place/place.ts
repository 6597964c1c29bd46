import {
  type DatabaseChoice,
  directDatabaseUrl,
  NoDatabaseError,
  withoutPassword,
} from "@deepiri/database/without-client";
import {
  type Database,
  type TablePackage,
  type Workspace,
  withDependencies,
} from "@deepiri/workspace";
import { CommandError } from "../output/command-error.js";

/** Where a database lies, or the part of it that a package's own variable sends elsewhere. */
export interface Place {
  readonly database: Database;
  readonly url: string;
  /** What is there: packages of the database with all that they depend on, each after those. */
  readonly packages: readonly TablePackage[];
}

/**
 * Which database a package is looked for in. Only where it belongs has it a variable of its own; a building
 * block has none, for it goes where its users are.
 */
export function choiceOf(
  { name }: Database,
  { key, database, isBlock }: TablePackage,
): DatabaseChoice {
  return { database: name, ...(database === name && !isBlock ? { package: key } : {}) };
}

/** Where a database lies, whatever variables say of single packages. */
export function urlOf({ name, root }: Database): string {
  return directDatabaseUrl({ database: name }, { cwd: root });
}

/**
 * Where databases of the workspace lie, one place for each URL. What holds for a database holds for a
 * part of it: a package that is elsewhere has all that it depends on there.
 *
 * @param databases those that are asked for; all if left out
 * @throws NoDatabaseError when nothing says where one of them is
 * @throws CommandError when one of them would be one with any other
 */
export function placesOf(
  workspace: Workspace,
  databases: readonly Database[] = workspace.databases,
): Place[] {
  const places = databases.flatMap(placesOfOne);
  const others = workspace.databases.filter((one) => !databases.includes(one));
  const all = [...places, ...others.flatMap(placesIfKnown)];
  for (const [index, { url, database }] of all.entries()) {
    const same = all.slice(0, index).find((one) => one.url === url)?.database;
    if (same) throw sameUrl(url, [same.name, database.name]);
  }
  return places;
}

function placesIfKnown(database: Database): Place[] {
  try {
    return placesOfOne(database);
  } catch (error) {
    if (error instanceof NoDatabaseError) return [];
    throw error;
  }
}

function placesOfOne(database: Database): Place[] {
  const users = database.packages.filter(({ isBlock }) => !isBlock);
  const own =
    users.length === 0 ? database.packages : users.filter((one) => one.database === database.name);
  const urlFor = (one: TablePackage): string =>
    directDatabaseUrl(choiceOf(database, one), { cwd: database.root });
  const urls = [...new Set(own.map(urlFor))];
  return urls.map((url) => {
    const there = own.filter((one) => urlFor(one) === url);
    return { database, url, packages: withDependencies(there, database.packages) };
  });
}

function sameUrl(url: string, [one, other]: readonly [string, string]): CommandError {
  return new CommandError(
    `the databases "${one}" and "${other}" would be one, ${withoutPassword(url)}, and take each other's roles; ` +
      "give each a URL of its own",
  );
}
