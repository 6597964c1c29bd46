import { generateClients } from "@deepiri/client-generator";
import { packageAt, readWorkspace, type TablePackage, type Workspace } from "@deepiri/workspace";
import { Command } from "commander";
import { CommandError } from "../output/command-error.js";
import { openProgress } from "../output/progress.js";

/** `db generate`: the typed clients, as `prisma generate` writes them. */
export function generateCommand(): Command {
  return new Command("generate")
    .description("Write the typed client of the package in this folder, unless it is current.")
    .option("--all", "of all packages, in one process")
    .option("--force", "write what is current too")
    .action(async ({ all, force }: { all?: true; force?: true }) => {
      const workspace = readWorkspace();
      const packages = all ? workspace.packages : [packageHere(workspace)];
      const activity = (await openProgress()).begin("looking at the clients");
      const onStart = ({ key }: TablePackage) => activity.update(`${key}: writing the client`);
      const clients = await generateClients(packages, { force: force ?? false, onStart }).finally(
        activity.end,
      );
      for (const { package: one, written } of clients)
        console.log(`${one.key}: the client ${written ? "was written" : "is current"}`);
    });
}

function packageHere(workspace: Workspace): TablePackage {
  const here = packageAt(workspace, process.cwd());
  if (here) return here;
  throw new CommandError(
    "this folder belongs to no package with tables; type `pnpm db:generate`, or `db generate --all`",
  );
}
