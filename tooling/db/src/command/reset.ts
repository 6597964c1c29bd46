import { connectOnce, databaseUrl, quoteIdentifier, withoutPassword } from "@deepiri/database";
import { readWorkspace } from "@deepiri/workspace";
import { Command } from "commander";
import { CommandError } from "../output/command-error.js";
import { openProgress } from "../output/progress.js";
import { isEmbeddedMeant } from "../server/embedded.js";
import { runMigrations } from "./migrate.js";
import { bringUp } from "./up.js";

/** `db reset`: a database as new. Drops everything in it. */
export function resetCommand(): Command {
  return new Command("reset")
    .description("Drop the database with all its data, create it again and migrate it.")
    .option("--yes-drop <name>", "needed beside DATABASE_URL: the name of the database to drop")
    .action(async ({ yesDrop }: { yesDrop?: string }) => {
      const workspace = readWorkspace();
      if (isEmbeddedMeant()) await bringUp();
      const url = databaseUrl(undefined, { cwd: workspace.root });
      const name = refuseUnlessMeant(url, yesDrop);
      await recreate(url, name);
      console.log(`Dropped and created database "${name}" at ${withoutPassword(url)}`);
      const results = await runMigrations(workspace, workspace.packages, await openProgress());
      const count = results.reduce((sum, { applied }) => sum + applied.length, 0);
      console.log(`Applied ${count} migrations of ${results.length} packages.`);
    });
}

function refuseUnlessMeant(url: string, yesDrop: string | undefined): string {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const meant = yesDrop === undefined ? isEmbeddedMeant() : yesDrop === name;
  if (meant) return name;
  throw new CommandError(
    `this would drop database "${name}" at ${withoutPassword(url)} with all its data, and it is not ` +
      `the embedded server. If that is what you want: pnpm db:reset --yes-drop ${name}`,
  );
}

async function recreate(url: string, name: string): Promise<void> {
  const maintenance = new URL(url);
  maintenance.pathname = "/postgres";
  const client = await connectOnce(maintenance.href, { applicationName: "deepiri reset" });
  try {
    await client.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`);
    await client.query(
      `CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`,
    );
  } finally {
    await client.end();
  }
}
