import { Command } from "commander";
import { applyCommand } from "./command/apply.js";
import { demoCommand } from "./command/demo.js";
import { finalizeCommand } from "./command/finalize.js";
import { inventoryCommand } from "./command/inventory.js";
import { planCommand } from "./command/plan.js";
import { rollbackCommand } from "./command/rollback.js";
import { statusCommand } from "./command/status.js";
import { verifyCommand } from "./command/verify.js";
import { onDemo } from "./on-demo.js";

const afterHelp = `
Which database: --url, else DATABASE_URL, else the embedded server that "pnpm db:up" starts.
Exit codes: 0 done, 1 failed, 2 a decision is missing.
DEEPIRI_DEBUG=1 shows stack traces.`;

/** The `reorganize` command with all its verbs. */
export function createProgram(): Command {
  return new Command("reorganize")
    .description("Brings an existing Deepiri database to the schema that db:migrate builds.")
    .addHelpText("after", afterHelp)
    .showHelpAfterError('("reorganize --help" lists the commands)')
    .addCommand(onDemo(inventoryCommand()))
    .addCommand(onDemo(planCommand()))
    .addCommand(onDemo(applyCommand()))
    .addCommand(onDemo(verifyCommand()))
    .addCommand(onDemo(statusCommand()))
    .addCommand(onDemo(rollbackCommand()))
    .addCommand(onDemo(finalizeCommand()))
    .addCommand(demoCommand());
}
