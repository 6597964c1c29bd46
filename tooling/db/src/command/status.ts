import { connectOnce, databaseUrl } from "@deepiri/database";
import { isCurrent, type PackageStatus, readStatus } from "@deepiri/schema-engine";
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
      const client = await connectOnce(url, { applicationName: "deepiri status" });
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
  const next = statuses.every(isCurrent)
    ? []
    : ["", dim("`pnpm db:migrate` applies what is pending and tries again what failed.")];
  return [table, ...(remarks.length > 0 ? ["", ...remarks] : []), ...next].join("\n");
}

function describeRemarks(status: PackageStatus): string[] {
  const {
    package: { key },
  } = status;
  const failed = new Set(status.failed.map(({ name }) => name));
  return [
    ...status.failed.map(({ name, logs }) => `${key}: ${red("failed")}  ${name}${firstLine(logs)}`),
    ...status.pending
      .filter(({ name }) => !failed.has(name))
      .map(({ name }) => `${key}: ${yellow("pending")} ${name}`),
    ...status.edited.map(({ name }) => `${key}: ${red("edited")}  ${name}, after it was applied`),
    ...status.missing.map(
      (name) => `${key}: ${red("missing")} ${name}, applied but gone from disk`,
    ),
  ];
}

function firstLine(logs: string | null): string {
  return `: ${logs?.split("\n", 1)[0] ?? "interrupted"}`;
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
