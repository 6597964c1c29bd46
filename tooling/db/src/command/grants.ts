import { databaseUrl, withoutPassword } from "@deepiri/database";
import {
  forAdministrator,
  type GrantedDatabase,
  type GrantOutcome,
  type GrantPlan,
  grant,
  isGranted,
  previewGrants,
  type StrangerRight,
} from "@deepiri/schema-engine";
import { readWorkspace, type TablePackage, type Workspace } from "@deepiri/workspace";
import { Command } from "commander";

interface Options {
  readonly dryRun?: true;
  readonly json?: true;
}

/** `db grants`: who may do what, as the Prisma files say. */
export function grantsCommand(): Command {
  return new Command("grants")
    .description(
      "Give each package's role its rights, take away all others. Every migrate does so.",
    )
    .option("--dry-run", "print the statements instead of running them")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nExit codes: 0 all as it should be, 1 an administrator has to help, or\n(--dry-run) something is to be done.",
    )
    .action(async ({ dryRun, json }: Options) => {
      const workspace = readWorkspace();
      const urlOf = ({ key }: TablePackage) => databaseUrl(key, { cwd: workspace.root });
      await (dryRun ? preview(workspace, urlOf, json) : apply(workspace, urlOf, json));
    });
}

type UrlOf = (tablePackage: TablePackage) => string;

async function apply(workspace: Workspace, urlOf: UrlOf, json?: true): Promise<void> {
  const databases = await grant(workspace, { urlOf });
  if (json) print(databases);
  else for (const { url, result } of databases) console.log(describe(url, result));
  if (databases.some(({ result }) => result.refused.length > 0)) process.exitCode = 1;
}

async function preview(workspace: Workspace, urlOf: UrlOf, json?: true): Promise<void> {
  const databases = await previewGrants(workspace, { urlOf });
  if (json) print(databases);
  else for (const { url, result } of databases) console.log(describePlan(url, result));
  if (!databases.every(({ result }) => isGranted(result))) process.exitCode = 1;
}

function describe(url: string, { applied, refused, strangers }: GrantOutcome): string {
  const done = applied.length > 0 ? `${applied.length} statements applied` : "nothing to do";
  return [
    `${withoutPassword(url)}: ${done}`,
    ...strangers.map(describeStranger),
    ...(refused.length > 0 ? [forAdministrator(databaseOf(url), refused)] : []),
  ].join("\n");
}

function describePlan(url: string, plan: GrantPlan): string {
  const statements = [...plan.roles, ...plan.grants];
  return [
    `-- ${withoutPassword(url)}: ${statements.length > 0 ? `${statements.length} statements` : "nothing to do"}`,
    ...statements.map((sql) => `${sql};`),
    ...plan.strangers.map((stranger) => `-- ${describeStranger(stranger)}`),
  ].join("\n");
}

function describeStranger({ grantee, target, privileges }: StrangerRight): string {
  return `"${grantee}", a role of others, has ${privileges.join(", ")} on ${target}: left as it is`;
}

function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

function print<Result extends object>(databases: readonly GrantedDatabase<Result>[]): void {
  const shown = databases.map(({ url, result }) => ({ url: withoutPassword(url), ...result }));
  console.log(JSON.stringify(shown, undefined, 2));
}
