import { databaseUrl } from "@deepiri/database";
import { type MigrateResult, migrate } from "@deepiri/schema-engine";
import { packageAt, readWorkspace, type TablePackage, type Workspace } from "@deepiri/workspace";
import { Command } from "commander";
import { CommandError } from "../output/command-error.js";
import { migrationProgress } from "../output/migration-progress.js";
import { openProgress, type Progress } from "../output/progress.js";

/** `db migrate`: the one command that changes a database's schema. */
export function migrateCommand(): Command {
  return new Command("migrate")
    .description("Apply pending migrations of the package in this folder and of those it needs.")
    .option("--all", "of all packages, in one process")
    .option("--json", "print the outcome as JSON")
    .action(async ({ all, json }: { all?: true; json?: true }) => {
      const workspace = readWorkspace();
      const packages = all ? workspace.packages : packagesHere(workspace);
      const results = await runMigrations(workspace, packages, await openProgress());
      if (json) console.log(JSON.stringify(results.map(toJson), undefined, 2));
      else for (const line of results.slice(all ? 0 : -1)) console.log(describe(line));
    });
}

/** Applies what is pending and shows how it goes. */
export async function runMigrations(
  workspace: Workspace,
  packages: readonly TablePackage[],
  progress: Progress,
): Promise<MigrateResult[]> {
  const shown = migrationProgress(progress);
  try {
    return await migrate(workspace, packages, {
      urlOf: ({ key }) => databaseUrl(key, { cwd: workspace.root }),
      onEvent: shown.onEvent,
    });
  } finally {
    shown.stop();
  }
}

function packagesHere(workspace: Workspace): TablePackage[] {
  const here = packageAt(workspace, process.cwd());
  if (here) return [...here.dependencies, here];
  throw new CommandError(
    "this folder belongs to no package with tables; type `pnpm db:migrate`, or `db migrate --all`",
  );
}

function describe({ package: { key }, alreadyApplied, applied }: MigrateResult): string {
  const total = alreadyApplied + applied.length;
  return applied.length === 0
    ? `${key}: nothing to do, ${total} applied`
    : `${key}: ${applied.length} applied now, ${total} in all`;
}

function toJson({ package: { key, name }, alreadyApplied, applied, grants }: MigrateResult) {
  const administrator = grants.refused.length > 0 ? { administrator: grants.refused } : {};
  return { package: name, key, alreadyApplied, applied, ...administrator };
}
