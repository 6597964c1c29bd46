import { relative } from "node:path";
import { connectOnce, databaseUrl } from "@deepiri/database";
import {
  type FailedMigration,
  isCurrent,
  type PackageStatus,
  readFailureLog,
  readStatus,
  waysOnFromAhead,
} from "@deepiri/schema-engine";
import { dim, formatTable, green, red, yellow } from "@deepiri/terminal";
import { readWorkspace, type TablePackage } from "@deepiri/workspace";
import { Command } from "commander";

/** `db status`: where every package stands. */
export function statusCommand(): Command {
  return new Command("status")
    .description("Per package: migrations applied, pending, failed, edited since, missing on disk.")
    .option("--json", "print it as JSON")
    .addHelpText("after", "\nExit codes: 0 all applied, 1 anything else.")
    .action(async ({ json }: { json?: true }) => {
      const statuses = await readAllStatuses(readWorkspace().packages);
      console.log(json ? JSON.stringify(toJson(statuses), undefined, 2) : describe(statuses));
      if (!statuses.every(isCurrent)) process.exitCode = 1;
    });
}

async function readAllStatuses(packages: readonly TablePackage[]): Promise<PackageStatus[]> {
  const urls = [...new Set(packages.map(({ key }) => databaseUrl(key)))];
  const perDatabase = await Promise.all(
    urls.map(async (url) => {
      const client = await connectOnce(url, { applicationName: "deepiri status", onlyReads: true });
      const here = packages.filter(({ key }) => databaseUrl(key) === url);
      return readStatus(client, here).finally(() => client.end());
    }),
  );
  const statuses = perDatabase.flat();
  return packages.map((one) => statuses.find((status) => status.package === one) as PackageStatus);
}

function describe(statuses: readonly PackageStatus[]): string {
  const table = formatTable(
    ["package", "applied", "pending", "failed", "edited", "missing", ""],
    statuses.map((status) => [
      status.package.key,
      status.applied.length,
      status.pending.length,
      status.failed.length,
      status.edited.length,
      status.missing.length,
      isCurrent(status) ? green("up to date") : yellow("see below"),
    ]),
  );
  const remarks = statuses.flatMap(describeRemarks);
  const next = nextSteps(statuses);
  return [table, ...(remarks.length > 0 ? ["", ...remarks] : []), ...next].join("\n");
}

function nextSteps(statuses: readonly PackageStatus[]): string[] {
  if (statuses.every(isCurrent)) return [];
  const isAhead = statuses.some(({ missing }) => missing.length > 0);
  const isEdited = statuses.some(({ edited }) => edited.length > 0);
  const steps = [
    ...(isAhead ? [`This database is ahead of the checkout. ${waysOnFromAhead}`] : []),
    ...(isEdited
      ? ["Restore an edited file from version control and put the change into a new migration."]
      : []),
    // Refused while one of the two above is so.
    ...(isAhead || isEdited
      ? []
      : ["`pnpm db:migrate` applies what is pending and tries again what failed."]),
  ];
  return ["", ...steps.map((step) => dim(step))];
}

function describeRemarks(status: PackageStatus): string[] {
  const {
    package: { key },
  } = status;
  const failed = new Set(status.failed.map(({ name }) => name));
  return [
    ...status.failed.map((one) => `${key}: ${red("failed")}  ${one.name}: ${reason(status, one)}`),
    ...status.pending
      .filter(({ name }) => !failed.has(name))
      .map(({ name }) => `${key}: ${yellow("pending")} ${name}`),
    ...status.edited.map(({ name }) => `${key}: ${red("edited")}  ${name}, after it was applied`),
    ...status.missing.map(
      (name) => `${key}: ${red("missing")} ${name}, applied but not in this checkout`,
    ),
  ];
}

function reason({ pending }: PackageStatus, { name, logs }: FailedMigration): string {
  if (logs === null) return "interrupted";
  const { message, line } = readFailureLog(logs);
  const path = pending.find((migration) => migration.name === name)?.path;
  const place = path === undefined ? "" : relative(process.cwd(), path) + (line ? `:${line}` : "");
  return [message, ...(place ? [`  at ${place}`] : [])].join("\n");
}

function toJson(statuses: readonly PackageStatus[]) {
  return {
    current: statuses.every(isCurrent),
    packages: statuses.map((status) => ({
      package: status.package.name,
      key: status.package.key,
      historySchema: status.package.historySchema,
      current: isCurrent(status),
      applied: status.applied,
      pending: status.pending.map(({ name }) => name),
      failed: status.failed,
      edited: status.edited.map(({ name }) => name),
      missing: status.missing,
    })),
  };
}
