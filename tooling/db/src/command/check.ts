import {
  checkExternals,
  checkUses,
  describeMismatch,
  describeUseProblem,
  readWorkspace,
} from "@deepiri/workspace";
import { Command } from "commander";

/** `db check`: whether the workspace's own files agree with each other. Needs no database. */
export function checkCommand(): Command {
  return new Command("check")
    .description("Compare every external.prisma with its owner, and look at who depends on whom.")
    .option("--json", "print what was found as JSON")
    .addHelpText("after", "\nExit codes: 0 all agree, 1 something does not.")
    .action(async ({ json }: { json?: true }) => {
      // Loads a parser, which no other command needs.
      const { checkStructure } = await import("@deepiri/workspace/structure");
      const workspace = readWorkspace();
      const externals = checkExternals(workspace);
      const uses = checkUses(workspace);
      const structure = checkStructure(workspace);
      const problems = [
        ...externals.map(describeMismatch),
        ...uses.map(describeUseProblem),
        ...structure.map(({ file, reason }) => `${file}: ${reason}`),
      ];
      if (json) console.log(JSON.stringify({ externals, uses, structure }, undefined, 2));
      else
        console.log(
          problems.length > 0 ? problems.join("\n") : allAgree(workspace.packages.length),
        );
      if (problems.length > 0) process.exitCode = 1;
    });
}

function allAgree(count: number): string {
  return `${count} packages: every table has one owner, every external model agrees with it.`;
}
