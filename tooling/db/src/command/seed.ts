import { brand } from "@deepiri/database/brand";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { Command } from "commander";
import { CommandError } from "../output/command-error.js";
import { openProgress } from "../output/progress.js";
import { compile, readSeeds, runSeeds } from "../start/seed.js";

/** `db seed`: demo data. */
export function seedCommand(): Command {
  return new Command("seed")
    .description("Fill the databases with demo data; run again, it changes nothing.")
    .option("--scale <number>", "amount of data; 1 is some 25 users", "1")
    .option("--json", "print what was written as JSON, a document for each program that wrote")
    .action(async ({ scale, json }: { scale: string; json?: true }) => {
      const root = findWorkspaceRoot();
      const seeds = readSeeds(root);
      if (seeds.length === 0) throw noSeed();
      const activity = (await openProgress()).begin("compiling what has changed");
      await compile(root, seeds).finally(activity.end);
      await runSeeds(root, seeds, ["--scale", scale, ...(json ? ["--json"] : [])]);
    });
}

function noSeed(): CommandError {
  return new CommandError(
    "no package of this workspace has demo data; name the program that writes it in its package.json: " +
      `"${brand.name}": { "seed": "dist/main.js" }`,
  );
}
