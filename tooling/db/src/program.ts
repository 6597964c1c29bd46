import { brand } from "@deepiri/database/brand";
import { typedVerb } from "@deepiri/terminal";
import { Command } from "commander";

const afterHelp = `
Where a database is: <PACKAGE>_DATABASE_URL (AUTH_DATABASE_URL, ...), else
<DATABASE>_DATABASE_URL, else DATABASE_URL for the default database, else the
embedded server that "db up" starts.
Exit codes: 0 done, 1 failed or (status, check) something is not as it should
be, 2 (new) a decision is missing, (doctor) something is wrong with a database
or (monitor) a job has failed.
${brand.environmentPrefix}DEBUG=1 shows stack traces.`;

// In the order of the help.
const verbs = {
  start: async () => (await import("./command/start.js")).startCommand(),
  up: async () => (await import("./command/up.js")).upCommand(),
  down: async () => (await import("./command/down.js")).downCommand(),
  url: async () => (await import("./command/url.js")).urlCommand(),
  generate: async () => (await import("./command/generate.js")).generateCommand(),
  migrate: async () => (await import("./command/migrate.js")).migrateCommand(),
  grants: async () => (await import("./command/grants.js")).grantsCommand(),
  status: async () => (await import("./command/status.js")).statusCommand(),
  seed: async () => (await import("./command/seed.js")).seedCommand(),
  work: async () => (await import("./command/work.js")).workCommand(),
  monitor: async () => (await import("./command/monitor.js")).monitorCommand(),
  new: async () => (await import("./command/new.js")).newCommand(),
  squash: async () => (await import("./command/squash.js")).squashCommand(),
  baseline: async () => (await import("./command/baseline.js")).baselineCommand(),
  check: async () => (await import("./command/check.js")).checkCommand(),
  docs: async () => (await import("./command/docs.js")).docsCommand(),
  doctor: async () => (await import("./command/doctor.js")).doctorCommand(),
  backup: async () => (await import("./command/backup.js")).backupCommand(),
  restore: async () => (await import("./command/restore.js")).restoreCommand(),
  reset: async () => (await import("./command/reset.js")).resetCommand(),
};

/**
 * The `db` command with all its verbs.
 *
 * @param typed what was typed first: of a verb that is known only its own modules are loaded
 */
export async function createProgram(typed?: string): Promise<Command> {
  const program = new Command("db")
    .description("Builds and looks after the databases of a workspace: every table has one owner.")
    .addHelpText("after", afterHelp)
    .showHelpAfterError('("db --help" lists the commands)');
  for (const load of typedVerb(verbs, typed)) program.addCommand(await load());
  return program;
}
