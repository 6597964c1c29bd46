import { isConnectionLost } from "@deepiri/database/session";
import { ConnectionLostError } from "../session/errors.js";
import type { Session } from "../session/session.js";
import type { WorkOptions } from "./events.js";

/** A server that crashes each time at the same point would do so for ever. */
const mostLossesInARow = 20;

/**
 * Runs `body`, and again from its start each time the connection is lost, so it must find out from the
 * database what is done already. It has to use the options it is given, by which its progress is noticed.
 *
 * @throws ConnectionLostError when the connection is lost again and again without any progress
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
    return options.onEvent?.(event);
  };
  for (;;) {
    try {
      return await body({ ...options, onEvent });
    } catch (cause) {
      if (!isConnectionLost(cause)) throw cause;
      losses += 1;
      if (losses === mostLossesInARow)
        throw new ConnectionLostError(session.displayUrl, losses, { cause });
      await onEvent({ kind: "reconnecting" });
      await session.reconnect();
    }
  }
}
