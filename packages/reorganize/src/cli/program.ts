import { brand } from "@deepiri/database/brand";
import { typedVerb } from "@deepiri/terminal";
import { Command } from "commander";
import { withDatabaseOption } from "./database-option.js";
import type { Demo } from "./import-demo.js";
import { onDemo } from "./on-demo.js";

const afterHelp = `
Where the database is: --url, else where "db url" says that it is, or "db url --database NAME".
Exit codes: 0 done, 1 failed, 2 a decision is missing.
${brand.environmentPrefix}DEBUG=1 shows stack traces.`;

// In the order of the help.
const verbs = {
  import: async () => (await import("./command/import.js")).importCommand(),
  inventory: async () => (await import("./command/inventory.js")).inventoryCommand(),
  plan: async () => (await import("./command/plan.js")).planCommand(),
  apply: async () => (await import("./command/apply.js")).applyCommand(),
  verify: async () => (await import("./command/verify.js")).verifyCommand(),
  status: async () => (await import("./command/status.js")).statusCommand(),
  switch: async () => (await import("./command/switch.js")).switchCommand(),
  rollback: async () => (await import("./command/rollback.js")).rollbackCommand(),
  finalize: async () => (await import("./command/finalize.js")).finalizeCommand(),
};

/**
 * The `reorganize` command with all its verbs.
 *
 * @param demo the demo, where it is installed: without it there is no verb and no option for it
 * @param typed what was typed first: of a verb that is known only its own modules are loaded
 */
export async function createProgram(demo: Demo | undefined, typed?: string): Promise<Command> {
  const program = new Command("reorganize")
    .description("Brings an existing database to the schema that db:migrate builds, online.")
    .addHelpText("after", afterHelp)
    .showHelpAfterError('("reorganize --help" lists the commands)');
  const wanted = typedVerb(verbs, typed);
  for (const load of wanted) {
    const verb = withDatabaseOption(await load());
    program.addCommand(demo ? onDemo(verb) : verb);
  }
  if (demo && wanted.length > 1) {
    const { demoCommand } = await import("./command/demo.js");
    program.addCommand(demoCommand(demo));
  }
  return program;
}
