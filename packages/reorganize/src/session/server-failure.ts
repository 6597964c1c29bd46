import { sqlState } from "@deepiri/database";
import { codeOf } from "@deepiri/database/session";
import { StepFailedError } from "./errors.js";

/** What the server could not do just now, with what helps. Its reason names files and limits, no values. */
export function serverFailure(step: string, cause: unknown): StepFailedError {
  const code = codeOf(cause) ?? "";
  return new StepFailedError(
    step,
    (cause as Error).message,
    `Nothing is lost, and nothing half done: what the server could not do now was not done at all. ${remedies[code] ?? "Read the server's log"}, then run the same command again.`,
    { cause },
  );
}

const remedies: Readonly<Record<string, string>> = {
  [sqlState.diskFull]: "Make room on the server's disk",
  [sqlState.outOfMemory]: "See that the server has memory to spare",
  [sqlState.tooManyConnections]: "Close other clients, or raise max_connections",
  [sqlState.readOnlySqlTransaction]: "See that the server takes writes again",
  [sqlState.queryCanceled]: "See who cancels statements, or wait until the server has less to do",
};
