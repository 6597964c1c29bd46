import {
  comparePlan,
  type DatabaseModel,
  describeDatabase,
  describeMigrations,
  readPlan,
} from "@deepiri/docs";
import { findDatabase, type Workspace } from "@deepiri/workspace";
import { urlOf } from "../place/place.js";
import type { DocsOptions } from "./docs-options.js";
import { withMigrationsServer } from "./migrations-server.js";
import { placeText } from "./place-text.js";

/** The database that a plan leads to, with what becomes of the tables of the one that it was made for. */
export async function readPlanned(
  workspace: Workspace,
  file: string,
  { database: name, url: given }: DocsOptions,
): Promise<DatabaseModel> {
  const plan = readPlan(file);
  const database = findDatabase(workspace, name ?? plan.targetDatabase);
  const url = given ?? urlOf(database);
  const before = await describeDatabase(database, { url, place: placeText(url) });
  const after = await withMigrationsServer(database, (server) =>
    describeMigrations(database, server),
  );
  return { ...after, plan: comparePlan(plan, before, after) };
}
