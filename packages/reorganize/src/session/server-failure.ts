import { sqlState } from "@deepiri/database";
import { codeOf } from "@deepiri/database/session";
import { StepFailedError } from "./errors.js";

/** What the server could not do just now, with what helps. Its reason names files and limits, no values. */
export function serverFailure(step: string, cause: unknown): StepFailedError {
  const { message, hint } = cause as Error & { readonly hint?: string };
  const help = remedies[codeOf(cause) ?? ""] ?? "Read the server's log";
  return new StepFailedError(
    step,
    message,
    `Nothing is lost, and nothing half done: what the server could not do now was not done at all. ${hint ? `The server says: ${hint} ` : ""}${help}, then run the same command again.`,
    { cause },
  );
}

const remedies: Readonly<Record<string, string>> = {
  [sqlState.diskFull]: "Make room on the server's disk",
  [sqlState.outOfMemory]: "See that the server has memory to spare",
  [sqlState.tooManyConnections]: "Close other clients, or raise max_connections",
  [sqlState.configurationLimitExceeded]:
    "Raise that limit for the login, or let it raise it by itself with GRANT SET ON PARAMETER",
  [sqlState.readOnlySqlTransaction]: "See that the server takes writes again",
  [sqlState.queryCanceled]: "See who cancels statements, or wait until the server has less to do",
};
