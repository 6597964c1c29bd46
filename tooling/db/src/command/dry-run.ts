import { join } from "node:path";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { createScratchDatabase, ScratchDatabaseError } from "@deepiri/schema-engine";
import { type RehearsedMigration, rehearse } from "@deepiri/schema-engine/rehearsal";
import { yellow } from "@deepiri/terminal";
import { describeMigration, hazardsOf, tableText } from "../output/describe-rehearsal.js";
import { openVerboseProgress, type Progress } from "../output/progress.js";
import type { Place } from "../place/place.js";
import { placeLabel } from "../place/place-label.js";

/** `db migrate --dry-run`: what would run, as PostgreSQL does it on a scratch database. */
export async function dryRun(places: readonly Place[], json = false): Promise<void> {
  const progress = await openVerboseProgress();
  const found: [Place, RehearsedMigration[]][] = [];
  for (const place of places) found.push([place, await rehearseAt(place, progress)]);
  if (json) {
    console.log(JSON.stringify(found.flatMap(toJson), undefined, 2));
    return;
  }
  for (const [place, migrations] of found)
    for (const one of migrations)
      for (const line of describeMigration(one, placeLabel(place, places, one.package)))
        console.log(line);
  const count = found.flatMap(([, migrations]) => migrations).length;
  console.log(count === 0 ? "nothing to do" : "Nothing was changed; `db migrate` does it.");
}

async function rehearseAt(place: Place, progress: Progress): Promise<RehearsedMigration[]> {
  const { database, url, packages } = place;
  const activity = progress.begin(
    `Trying what is pending for "${database.name}" on a scratch database`,
  );
  try {
    return await rehearse(database, {
      url,
      packages,
      openScratch: () => openScratch(place, progress),
    });
  } finally {
    activity.end();
  }
}

/** Beside the database where the login may make one, since servers differ; else on a server of our own. */
async function openScratch({ url, database: { root } }: Place, progress: Progress) {
  try {
    return await createScratchDatabase(url);
  } catch (error) {
    if (!(error instanceof ScratchDatabaseError)) throw error;
    const server = await startServer({
      directory: await throwAwayDirectory(join(root, brand.dataFolder, "dry-run")),
      kind: "throw-away",
    });
    progress.say(
      `This login may not create a scratch database there; tried on PostgreSQL ${server.version} of our own.`,
      yellow("!"),
    );
    return { url: server.url, drop: () => server.stop() };
  }
}

function toJson([{ database }, migrations]: [Place, RehearsedMigration[]]) {
  return migrations.map(({ package: { key, name }, migration, done, statements }) => ({
    package: name,
    key,
    database: database.name,
    migration: migration.name,
    statementsDone: done,
    statements: statements.map(({ line, text, part, inTransaction, locks, ...effects }) => ({
      line,
      text,
      part,
      inTransaction,
      locks: locks.map(({ table, mode }) => ({ table: tableText(table), rows: table.rows, mode })),
      hazards: hazardsOf(effects),
    })),
  }));
}
