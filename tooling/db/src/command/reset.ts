import {
  brand,
  connectOnce,
  quoteIdentifier,
  withoutPassword,
} from "@deepiri/database/without-client";
import { type Database, findDatabase, readWorkspace } from "@deepiri/workspace";
import { Command } from "commander";
import { CommandError } from "../output/command-error.js";
import { openProgress } from "../output/progress.js";
import { databaseOption } from "../place/chosen-databases.js";
import { placesOf, urlOf } from "../place/place.js";
import { isEmbedded } from "../server/embedded.js";
import { runMigrations } from "./migrate.js";
import { bringUp } from "./up.js";

interface Options {
  readonly all?: true;
  readonly database?: string;
  readonly yesDrop?: readonly string[];
}

/** `db reset`: a database as new. Drops everything in it. */
export function resetCommand(): Command {
  return new Command("reset")
    .description("Drop the database with all its data, create it again and migrate it.")
    .option(databaseOption, "which database of the workspace; the default one if left out")
    .option("--all", "all databases of the workspace")
    .option("--yes-drop <name...>", "needed beside DATABASE_URL: what the database is called there")
    .action(async ({ all, database, yesDrop = [] }: Options) => {
      const workspace = readWorkspace();
      const databases = all ? workspace.databases : [findDatabase(workspace, database)];
      for (const one of databases) refuseUnlessMeant(one, yesDrop);
      if (databases.some(isEmbedded)) await bringUp(workspace);
      const places = placesOf(workspace, databases);
      for (const one of databases) await recreate(urlOf(one));
      const outcomes = await runMigrations(places, await openProgress());
      const results = outcomes.flatMap((one) => one.results);
      const count = results.reduce((sum, { applied }) => sum + applied.length, 0);
      console.log(`Applied ${count} migrations of ${results.length} packages.`);
    });
}

function refuseUnlessMeant(database: Database, meant: readonly string[]): void {
  if (isEmbedded(database)) return;
  const url = urlOf(database);
  const name = nameIn(url);
  if (meant.includes(name)) return;
  const choice = database.name === brand.name ? "" : ` --database ${database.name}`;
  throw new CommandError(
    `this would drop database "${name}" at ${withoutPassword(url)} with all its data, and it is not ` +
      `the embedded server. If that is what you want: pnpm db:reset${choice} --yes-drop ${name}`,
  );
}

function nameIn(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

async function recreate(url: string): Promise<void> {
  const name = nameIn(url);
  const maintenance = new URL(url);
  maintenance.pathname = "/postgres";
  const client = await connectOnce(maintenance.href, { applicationName: `${brand.name} reset` });
  try {
    await client.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`);
    await client.query(
      `CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`,
    );
  } finally {
    await client.end();
  }
  console.log(`Dropped and created database "${name}" at ${withoutPassword(url)}`);
}
