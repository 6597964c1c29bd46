import { ReorganizeError } from "../session/errors.js";
import type { Session } from "../session/session.js";
import { isConnectionLost } from "../session/sql-state.js";
import type { WorkOptions } from "./events.js";

/** A server that goes away each time the same thing is asked of it would go on to do so for ever. */
const mostLossesInARow = 20;

/**
 * Runs `body`, and again from its start each time the connection is lost, so it must find out from the
 * database what is done already. It is handed the options to go on with, by which its progress is seen.
 *
 * @throws ReorganizeError when the connection is lost again and again without any progress
 */
export async function withReconnect<Result>(
  session: Session,
  options: WorkOptions,
  body: (options: WorkOptions) => Promise<Result>,
): Promise<Result> {
  let [losses, counted] = [0, 0];
  const onEvent: WorkOptions["onEvent"] = (event) => {
    if (event.kind === "ended" || event.kind === "rows") losses = 0;
    if (event.kind === "counting" && event.position > counted) {
      losses = 0;
      counted = event.position;
    }
    options.onEvent?.(event);
  };
  for (;;) {
    try {
      return await body({ ...options, onEvent });
    } catch (cause) {
      if (!isConnectionLost(cause)) throw cause;
      losses += 1;
      if (losses === mostLossesInARow) throw givesUp(session, cause);
      onEvent({ kind: "reconnecting" });
      await session.reconnect();
    }
  }
}

function givesUp({ displayUrl }: Session, cause: unknown): ReorganizeError {
  return new ReorganizeError(
    `The connection to ${displayUrl} was lost ${mostLossesInARow} times in a row, always at the same point. ` +
      "Nothing is half done. Read the server's log, then run the same command again.",
    { cause },
  );
}
