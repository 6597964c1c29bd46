import { brand } from "@deepiri/database/brand";
import { Command } from "commander";
import { applyCommand } from "./command/apply.js";
import { demoCommand } from "./command/demo.js";
import { finalizeCommand } from "./command/finalize.js";
import { importCommand } from "./command/import.js";
import { inventoryCommand } from "./command/inventory.js";
import { planCommand } from "./command/plan.js";
import { rollbackCommand } from "./command/rollback.js";
import { statusCommand } from "./command/status.js";
import { switchCommand } from "./command/switch.js";
import { verifyCommand } from "./command/verify.js";
import { withDatabaseOption } from "./database-option.js";
import type { Demo } from "./import-demo.js";
import { onDemo } from "./on-demo.js";

const afterHelp = `
Where the database is: --url, else where "db url" says that it is, or "db url --database NAME".
Exit codes: 0 done, 1 failed, 2 a decision is missing.
${brand.environmentPrefix}DEBUG=1 shows stack traces.`;

/**
 * The `reorganize` command with all its verbs.
 *
 * @param demo the demo, where it is installed: without it there is no verb and no option for it
 */
export function createProgram(demo: Demo | undefined): Command {
  const program = new Command("reorganize")
    .description("Brings an existing database to the schema that db:migrate builds, online.")
    .addHelpText("after", afterHelp)
    .showHelpAfterError('("reorganize --help" lists the commands)');
  for (const verb of createVerbs().map(withDatabaseOption))
    program.addCommand(demo ? onDemo(verb) : verb);
  return demo ? program.addCommand(demoCommand(demo)) : program;
}

function createVerbs(): Command[] {
  return [
    importCommand(),
    inventoryCommand(),
    planCommand(),
    applyCommand(),
    verifyCommand(),
    statusCommand(),
    switchCommand(),
    rollbackCommand(),
    finalizeCommand(),
  ];
}
