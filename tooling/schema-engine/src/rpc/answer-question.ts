import { openConnection } from "@deepiri/database/without-client";
import { sessionConfig } from "../engine/connection.js";
import { DatabaseNeededError } from "../engine/offline-adapter.js";
import { type CommandError, connectionError } from "./command-error.js";
import { createDatabase } from "./create-database.js";
import { RefusedCommandError } from "./refused-commands.js";

const answers: Readonly<Record<string, (url: string) => Promise<string>>> = {
  "can-connect-to-database": async (url) => {
    await (await openConnection(sessionConfig({ url }))).end();
    return "Connection successful";
  },

  "create-database": async (url) => `Database "${await createDatabase(url)}" was created`,

  "drop-database": async () => {
    throw new RefusedCommandError(
      "the database holds the tables of all packages.",
      "`pnpm db:reset` rebuilds the local one; DROP DATABASE is yours to type elsewhere.",
    );
  },
};

/**
 * Answers a question that Prisma's CLI asks on the command line.
 *
 * @returns the exit code: 0 for yes; for no it is 1 and the reason is on standard error
 */
export async function answerQuestion(question: string, url: string | undefined): Promise<number> {
  log("INFO", { message: `Answering ${question}` }); // the CLI drops the first line, whatever it is
  try {
    const answer = answers[question];
    if (!answer)
      throw new RefusedCommandError(`"${question}" is not known here.`, "update Prisma.");
    if (url === undefined) throw new DatabaseNeededError();
    log("INFO", { message: await answer(url) });
    return 0;
  } catch (error) {
    log("ERROR", errorFields(error, url));
    return 1;
  }
}

function errorFields(error: unknown, url: string | undefined) {
  const { code, message }: CommandError =
    url === undefined || error instanceof RefusedCommandError
      ? { code: "P1001", message: (error as Error).message }
      : connectionError(error, url);
  return { message, error_code: code, is_panic: false };
}

function log(level: "INFO" | "ERROR", fields: { message: string }): void {
  const target = "schema_engine::logger";
  const line = JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target });
  process.stderr.write(`${line}\n`);
}
