import { expect, onTestFinished, test } from "vitest";
import { createProgram } from "../../src/program.js";
import { emptyDatabase } from "../fixture/empty-database.js";
import { otherDatabases } from "../fixture/other-databases.js";
import { runDb } from "../fixture/run-db.js";

test("the help of every command fits into 80 columns", async () => {
  const program = await createProgram();
  for (const command of [program, ...program.commands]) {
    let help = "";
    const writeOut = (text: string): void => {
      help += text;
    };
    command.configureOutput({ writeOut, getOutHelpWidth: () => 80 }).outputHelp();
    expect(help).toContain(command.name());
    expect(tooLong(help)).toEqual([]);
  }
});

test("tables and lines about every package fit into 80 columns", async () => {
  const others = await otherDatabases();
  onTestFinished(others.drop);
  const env = { ...others.env, DATABASE_URL: (await emptyDatabase()).url };
  for (const args of [["migrate", "--all"], ["status"], ["grants"], ["check"]]) {
    const { code, stdout, stderr } = await runDb(args, { env });
    expect(code, stderr).toBe(0);
    // A URL is never broken, however long it is.
    expect(tooLong(stdout + stderr).filter((line) => !line.includes("postgresql://"))).toEqual([]);
  }
});

function tooLong(text: string): string[] {
  return text.split("\n").filter((line) => line.length > 80);
}
