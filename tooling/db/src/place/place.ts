import { type DatabaseChoice, databaseUrl, withoutPassword } from "@deepiri/database";
import { type Database, type TablePackage, withDependencies } from "@deepiri/workspace";
import { CommandError } from "../output/command-error.js";

/** Where a database lies, or the part of it that a package's own variable sends elsewhere. */
export interface Place {
  readonly database: Database;
  readonly url: string;
  /** What is there: packages of the database with all that they depend on, each after those. */
  readonly packages: readonly TablePackage[];
}

/** Which database a package is looked for in. Only where it belongs has it a variable of its own. */
export function choiceOf({ name }: Database, { key, database }: TablePackage): DatabaseChoice {
  return { database: name, ...(database === name ? { package: key } : {}) };
}

/**
 * Where these databases lie, one place for each URL. What holds for a database holds for a part of it:
 * a package that is elsewhere has all that it depends on there.
 *
 * @throws NoDatabaseError when nothing says where one of them is
 * @throws CommandError when two of them would be one
 */
export function placesOf(databases: readonly Database[]): Place[] {
  const places = databases.flatMap(placesOfOne);
  for (const [index, { url, database }] of places.entries()) {
    const other = places.slice(0, index).find((one) => one.url === url)?.database;
    if (other) throw sameUrl(url, [other.name, database.name]);
  }
  return places;
}

function placesOfOne(database: Database): Place[] {
  const own = database.packages.filter((one) => one.database === database.name);
  const urlOf = (one: TablePackage): string =>
    databaseUrl(choiceOf(database, one), { cwd: database.root });
  const urls = [...new Set(own.map(urlOf))];
  return urls.map((url) => {
    const there = own.filter((one) => urlOf(one) === url);
    return { database, url, packages: withDependencies(there, database.packages) };
  });
}

function sameUrl(url: string, [one, other]: readonly [string, string]): CommandError {
  return new CommandError(
    `the databases "${one}" and "${other}" would be one, ${withoutPassword(url)}, and take each other's roles; ` +
      "give each a URL of its own",
  );
}
