import { relative } from "node:path";
import { jobsSchema } from "./bookkeeping-schemas.js";
import { ClashingNamesError } from "./errors.js";
import type { TablePackage } from "./workspace.js";

/** What a package is known by. */
type Named = Pick<TablePackage, "name" | "key" | "database" | "directory">;

// What needs no quotes anywhere: in SQL, in a variable's name, in a URL.
const databaseName = /^[a-z][a-z0-9_]*$/;

/**
 * Refuses names that would stand for two things: in the database (histories, roles), in the
 * environment (variables with URLs), or for whoever types a command.
 *
 * @throws ClashingNamesError
 */
export function assertDistinctNames(root: string, packages: readonly Named[]): void {
  const names = [...new Set(packages.map(({ database }) => database))];
  for (const [index, one] of packages.entries()) {
    const before = packages.slice(0, index);
    const sameKey = before.find((other) => spelled(other) === spelled(one));
    if (sameKey) throw sameFolderName(root, sameKey, one);
    const sameName = before.find(({ name }) => name === one.name);
    if (sameName) throw samePackageName(root, sameName, one);
    if (spelled(one) === "migrator") throw migratorFolder(root, one);
    if (`_${spelled(one)}` === jobsSchema) throw jobsFolder(root, one);
    if (!databaseName.test(one.database)) throw badDatabaseName(one);
    const claimed = names.find((name) => name === spelled(one) && name !== one.database);
    if (claimed) throw keyOfOtherDatabase(one);
  }
  for (const name of names) {
    const longer = names.find((other) => other.startsWith(`${name}_`));
    if (longer) throw samePrefix(name, longer);
  }
}

/** The key as roles, history schemas and variables have it. */
function spelled({ key }: Named): string {
  return key.replaceAll("-", "_");
}

function sameFolderName(root: string, one: Named, other: Named): ClashingNamesError {
  const [first, second] = [one, other].map(({ directory }) => relative(root, directory));
  return new ClashingNamesError(
    `the folders ${first} and ${second} have the same name, from which a package's history schema and role ` +
      "are named; rename one of them",
  );
}

function samePackageName(root: string, one: Named, other: Named): ClashingNamesError {
  const [first, second] = [one, other].map(({ directory }) => relative(root, directory));
  return new ClashingNamesError(
    `the packages in ${first} and ${second} are both called ${one.name}; rename one of them`,
  );
}

function migratorFolder(root: string, { directory }: Named): ClashingNamesError {
  return new ClashingNamesError(
    `the folder ${relative(root, directory)} has the name of the role that owns all objects; rename it`,
  );
}

function jobsFolder(root: string, { directory }: Named): ClashingNamesError {
  return new ClashingNamesError(
    `the history schema of the folder ${relative(root, directory)} would be "${jobsSchema}", where the job runner has its ` +
      "tables; rename it",
  );
}

function badDatabaseName({ name, database }: Named): ClashingNamesError {
  return new ClashingNamesError(
    `package.json of ${name} names the database "${database}"; write a name of small letters, digits and ` +
      "underscores that begins with a letter",
  );
}

function keyOfOtherDatabase({ key, name, database }: Named): ClashingNamesError {
  return new ClashingNamesError(
    `${name} has the name of the database "${key}" but belongs to "${database}", so one variable would name ` +
      "two databases; rename its folder or that database",
  );
}

function samePrefix(shorter: string, longer: string): ClashingNamesError {
  return new ClashingNamesError(
    `roles of the database "${longer}" would begin as those of "${shorter}" do; rename one of them in the ` +
      "package.json files",
  );
}
