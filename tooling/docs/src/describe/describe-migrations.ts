import { createScratchDatabase, migrate } from "@deepiri/schema-engine";
import type { Database, TablePackage } from "@deepiri/workspace";
import type { DatabaseModel } from "../model/model.js";
import { describeDatabase } from "./describe-database.js";

/**
 * Describes a database as its migrations build it, on a scratch database of the server at that URL, which
 * is dropped afterwards.
 */
export async function describeMigrations(
  database: Database,
  serverUrl: string,
  packages?: readonly TablePackage[],
): Promise<DatabaseModel> {
  const scratch = await createScratchDatabase(serverUrl);
  try {
    await migrate(database, { url: scratch.url });
    return await describeDatabase(database, { url: scratch.url, ...(packages && { packages }) });
  } finally {
    await scratch.drop();
  }
}

/** What one package has made of a database. */
export interface PackageStage {
  readonly package: TablePackage;
  /** The database after the migrations of this package, before those of the next. */
  readonly model: DatabaseModel;
}

/**
 * Describes a database after each of its packages, so that what is said of one follows from its own
 * migrations and from those that it depends on, whoever comes later.
 */
export async function describeStages(
  database: Database,
  serverUrl: string,
): Promise<PackageStage[]> {
  const scratch = await createScratchDatabase(serverUrl);
  const stages: PackageStage[] = [];
  try {
    for (const [index, one] of database.packages.entries()) {
      const packages = database.packages.slice(0, index + 1);
      await migrate(database, { url: scratch.url, packages });
      const model = await describeDatabase(database, { url: scratch.url });
      stages.push({ package: one, model });
    }
    return stages;
  } finally {
    await scratch.drop();
  }
}
