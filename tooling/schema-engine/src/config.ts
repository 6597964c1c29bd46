import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { directDatabaseUrl, NoDatabaseError } from "@deepiri/database/without-client";
import {
  dependencySql,
  externalObjects,
  packageAt,
  readWorkspace,
  type TablePackage,
} from "@deepiri/workspace";
import type { PrismaConfig } from "prisma/config";
import { noDatabaseUrl } from "./rpc/no-database-url.js";

const enginePath = resolve(dirname(fileURLToPath(import.meta.url)), "../bin/schema-engine.js");

/**
 * What the `prisma.config.ts` of a package exports; all of it follows from the workspace's files.
 *
 * Also points Prisma's CLI at the engine of this package and keeps it off the network, which works
 * because the CLI loads its configuration first.
 *
 * Of the databases that the package is in, Prisma's CLI works on the one that it belongs to.
 *
 * @param directory the package's folder, `import.meta.dirname` in its configuration
 */
export function definePackage(directory: string): PrismaConfig {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY = enginePath;
  process.env.CHECKPOINT_DISABLE = "1";
  process.env.PRISMA_HIDE_UPDATE_MESSAGE = "1";
  // Generators are found by name, also when the CLI was started without pnpm.
  process.env.PATH = [join(directory, "node_modules", ".bin"), process.env.PATH].join(delimiter);

  const workspace = readWorkspace(directory);
  const tablePackage = packageAt(workspace, directory);
  if (!tablePackage) throw new Error(`"${directory}" is not a package of ${workspace.root}`);
  const external = externalObjects(workspace, tablePackage);
  return {
    schema: tablePackage.schemaDirectory,
    migrations: {
      path: tablePackage.migrationsDirectory,
      initShadowDb: dependencySql(tablePackage),
    },
    experimental: { externalTables: true },
    tables: { external: external.tables },
    enums: { external: external.enums },
    datasource: { url: packageUrl(tablePackage) },
  };
}

// `?schema=` names the schema of the history; it needs not be among the data source's schemas.
function packageUrl(tablePackage: TablePackage): string {
  const url = new URL(configuredUrl(tablePackage) ?? noDatabaseUrl);
  url.searchParams.set("schema", tablePackage.historySchema);
  return url.href;
}

// Validating, formatting and generating need no database.
function configuredUrl({ key, database, directory }: TablePackage): string | undefined {
  try {
    return directDatabaseUrl({ package: key, database }, { cwd: directory });
  } catch (error) {
    if (error instanceof NoDatabaseError) return undefined;
    throw error;
  }
}
