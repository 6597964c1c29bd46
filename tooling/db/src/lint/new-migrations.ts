import { execFileSync } from "node:child_process";
import { brand } from "@deepiri/database/brand";
import { connectOnce } from "@deepiri/database/without-client";
import { type PackageStatus, readStatus } from "@deepiri/schema-engine";
import {
  type Migration,
  readMigrations,
  type TablePackage,
  type Workspace,
} from "@deepiri/workspace";
import { type Place, placesOf } from "../place/place.js";

/** Migrations of a package that no database has, oldest first. */
export interface NewMigrations {
  readonly package: TablePackage;
  readonly migrations: readonly Migration[];
}

/**
 * The migrations that are not applied anywhere: pending in every database of the workspace that can be
 * reached and has a history of their package. Where there is none, those that git has not committed.
 */
export async function readNewMigrations(
  workspace: Workspace,
  packages: readonly TablePackage[],
): Promise<NewMigrations[]> {
  const statuses = (await Promise.all(reachablePlaces(workspace).map(statusesAt))).flat();
  return packages.map((one) => {
    const known = statuses.filter((status) => status.package.key === one.key && hasHistory(status));
    const migrations = readMigrations(one).filter((migration) =>
      known.length > 0
        ? known.every(({ pending }) => pending.some(({ name }) => name === migration.name))
        : isUncommitted(migration),
    );
    return { package: one, migrations };
  });
}

const hasHistory = ({ applied }: PackageStatus): boolean => applied.length > 0;

function reachablePlaces(workspace: Workspace): Place[] {
  return workspace.databases.flatMap((database) => {
    try {
      return placesOf(workspace, [database]);
    } catch {
      return []; // nothing says where it is
    }
  });
}

async function statusesAt({ url, packages }: Place): Promise<PackageStatus[]> {
  try {
    const client = await connectOnce(url, {
      applicationName: `${brand.name} check`,
      onlyReads: true,
    });
    return await readStatus(client, packages).finally(() => client.end());
  } catch {
    return []; // `db status` says why
  }
}

/** False outside of a repository, where nothing tells new from old. */
function isUncommitted({ path }: Migration): boolean {
  try {
    const args = ["status", "--porcelain", "--untracked-files=all", "--", path];
    return execFileSync("git", args, { cwd: directoryOf(path), stdio: "pipe" }).length > 0;
  } catch {
    return false;
  }
}

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
