import { NoDatabaseError } from "@deepiri/database/without-client";
import { type DatabaseModel, describeDatabase, describeMigrations } from "@deepiri/docs";
import { yellow } from "@deepiri/terminal";
import type { TablePackage, Workspace } from "@deepiri/workspace";
import { CommandError } from "../output/command-error.js";
import type { Progress } from "../output/progress.js";
import { chosenDatabases } from "../place/chosen-databases.js";
import { type Place, placesOf } from "../place/place.js";
import { chosenPackages, type DocsOptions } from "./docs-options.js";
import { withMigrationsServer } from "./migrations-server.js";
import { placeText } from "./place-text.js";

/** The databases that were asked for, as they are, or as the migrations build them. */
export async function readDatabases(
  workspace: Workspace,
  options: DocsOptions,
  progress: Progress,
): Promise<DatabaseModel[]> {
  const packages = chosenPackages(workspace, options);
  if (options.migrations) return ofMigrations(workspace, options, packages);
  const places = findPlaces(workspace, options);
  if (places) return ofPlaces(places, packages);
  progress.say("no database is running: the page shows what the migrations build", yellow("!"));
  return ofMigrations(workspace, options, packages);
}

/** Undefined when no variable names a database and the embedded server is not running. */
function findPlaces(workspace: Workspace, { database, url }: DocsOptions): Place[] | undefined {
  const databases = chosenDatabases(workspace, database);
  const [first] = databases;
  if (url !== undefined && first) return [{ database: first, url, packages: first.packages }];
  try {
    return placesOf(workspace, databases);
  } catch (error) {
    if (error instanceof NoDatabaseError) return undefined;
    throw error;
  }
}

async function ofPlaces(
  places: readonly Place[],
  packages: readonly TablePackage[] | undefined,
): Promise<DatabaseModel[]> {
  const models: DatabaseModel[] = [];
  for (const { database, url, packages: there } of places) {
    const shown = there.filter((one) => packages?.includes(one) ?? true);
    if (shown.length === 0) continue;
    const model = await describeDatabase(database, {
      url,
      place: placeText(url),
      ...(packages && { packages: shown }),
    });
    if (model.tables.length > 0) models.push(model);
  }
  if (models.length > 0) return models;
  throw new CommandError(
    "there are no tables yet; type `pnpm db:migrate`, or `pnpm db:docs --migrations` to see what that builds",
  );
}

async function ofMigrations(
  workspace: Workspace,
  { database: name }: DocsOptions,
  packages: readonly TablePackage[] | undefined,
): Promise<DatabaseModel[]> {
  const models: DatabaseModel[] = [];
  for (const database of chosenDatabases(workspace, name)) {
    const shown = packages && database.packages.filter((one) => packages.includes(one));
    if (shown?.length === 0) continue;
    models.push(
      await withMigrationsServer(database, (url) => describeMigrations(database, url, shown)),
    );
  }
  return models;
}
