import { brand } from "@deepiri/database/brand";
import { Command } from "commander";
import { backupCommand } from "./command/backup.js";
import { baselineCommand } from "./command/baseline.js";
import { checkCommand } from "./command/check.js";
import { docsCommand } from "./command/docs.js";
import { doctorCommand } from "./command/doctor.js";
import { downCommand } from "./command/down.js";
import { generateCommand } from "./command/generate.js";
import { grantsCommand } from "./command/grants.js";
import { migrateCommand } from "./command/migrate.js";
import { newCommand } from "./command/new.js";
import { resetCommand } from "./command/reset.js";
import { restoreCommand } from "./command/restore.js";
import { seedCommand } from "./command/seed.js";
import { squashCommand } from "./command/squash.js";
import { startCommand } from "./command/start.js";
import { statusCommand } from "./command/status.js";
import { upCommand } from "./command/up.js";
import { urlCommand } from "./command/url.js";

const afterHelp = `
Where a database is: <PACKAGE>_DATABASE_URL (AUTH_DATABASE_URL, ...), else
<DATABASE>_DATABASE_URL, else DATABASE_URL for the default database, else the
embedded server that "db up" starts.
Exit codes: 0 done, 1 failed or (status, check) something is not as it should
be, 2 (new) a decision is missing or (doctor) something is wrong with a
database.
${brand.environmentPrefix}DEBUG=1 shows stack traces.`;

/** The `db` command with all its verbs. */
export function createProgram(): Command {
  return new Command("db")
    .description("Builds and looks after the databases of a workspace: every table has one owner.")
    .addHelpText("after", afterHelp)
    .showHelpAfterError('("db --help" lists the commands)')
    .addCommand(startCommand())
    .addCommand(upCommand())
    .addCommand(downCommand())
    .addCommand(urlCommand())
    .addCommand(generateCommand())
    .addCommand(migrateCommand())
    .addCommand(grantsCommand())
    .addCommand(statusCommand())
    .addCommand(seedCommand())
    .addCommand(newCommand())
    .addCommand(squashCommand())
    .addCommand(baselineCommand())
    .addCommand(checkCommand())
    .addCommand(docsCommand())
    .addCommand(doctorCommand())
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(resetCommand());
}
