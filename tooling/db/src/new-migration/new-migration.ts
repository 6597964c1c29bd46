import { Decisions, type Name, parseName, type Said, writeFiles } from "@deepiri/authoring";
import { directDatabaseUrl } from "@deepiri/database/without-client";
import { type AuthoredMigration, authorMigration } from "@deepiri/schema-engine/authoring";
import { readMigrations, readWorkspace, type TablePackage } from "@deepiri/workspace";
import { CommandError } from "../output/command-error.js";
import { askOnTerminal } from "./ask.js";

/**
 * Writes the next migration of a package into its folder.
 *
 * @returns undefined when there is nothing to change
 */
export async function newMigration(
  tablePackage: TablePackage,
  name: string,
  said: Said,
): Promise<AuthoredMigration | undefined> {
  const { key, database, directory, migrationsDirectory } = tablePackage;
  assertNewName(tablePackage, name);
  const migration = await authorMigration(readWorkspace(directory), tablePackage, {
    url: directDatabaseUrl({ package: key, database }, { cwd: directory }),
    name,
    decisions: new Decisions(said, askOnTerminal()),
  });
  if (migration)
    writeFiles([
      ...migration.others.map(([from, files]) => [from.migrationsDirectory, files] as const),
      [migrationsDirectory, migration.files],
    ]);
  return migration;
}

/** Reads `--moved` and `--drop` as they were typed. */
export function readSaid(moved: readonly string[], dropped: readonly string[]): Said {
  return {
    moved: moved.map((text) => {
      const names = text.split(/=(?=(?:[^"]*"[^"]*")*[^"]*$)/).map(parseName);
      const [from, to] = names;
      if (names.length !== 2 || !from || !to || from.length !== to.length)
        throw new CommandError(`--moved ${text}: write it as schema.old=schema.new`);
      return [from, to] as const;
    }),
    dropped: dropped.map((text): Name => {
      const name = parseName(text);
      if (name) return name;
      throw new CommandError(`--drop ${text}: write it as schema.table or schema.table.column`);
    }),
  };
}

function assertNewName(tablePackage: TablePackage, name: string): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(name) || Buffer.byteLength(name) > 150)
    throw new CommandError(
      `"${name}" is no name for a migration: use letters, digits and _, such as add_device_to_sessions`,
    );
  const taken = readMigrations(tablePackage).find((one) => one.name.replace(/^\d+_/, "") === name);
  if (taken)
    throw new CommandError(`${tablePackage.key} has a migration of that name, ${taken.name}`);
}
