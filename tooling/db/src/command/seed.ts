import { findWorkspaceRoot } from "@deepiri/workspace";
import { Command } from "commander";
import { openProgress } from "../output/progress.js";
import { compile, seed } from "../start/seed.js";

/** `db seed`: demo data. */
export function seedCommand(): Command {
  return new Command("seed")
    .description("Fill the database with demo data; run again, it changes nothing.")
    .option("--scale <number>", "amount of data; 1 is some 25 users", "1")
    .option("--json", "print what was written as JSON")
    .action(async ({ scale, json }: { scale: string; json?: true }) => {
      const root = findWorkspaceRoot();
      const activity = (await openProgress()).begin("compiling what has changed");
      await compile(root).finally(activity.end);
      await seed(root, ["--scale", scale, ...(json ? ["--json"] : [])]);
    });
}
