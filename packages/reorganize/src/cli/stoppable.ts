import { ReorganizeError } from "../session/errors.js";

/** A signal asked to stop, and it has stopped where the next command resumes. */
class StoppedError extends ReorganizeError {
  override readonly name = "StoppedError";
}

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs `body` with a signal that is aborted by Ctrl-C or SIGTERM, so that it stops at the next safe
 * point. A second Ctrl-C ends the process at once.
 *
 * @param next what to say about how to go on
 */
export async function stoppable<Result>(
  next: string,
  body: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const asked = new AbortController();
  const stop = (): void => {
    if (asked.signal.aborted) process.exit(130);
    process.stderr.write(
      "\nStopping at the next safe point. Press Ctrl-C again to stop at once; that loses nothing either.\n",
    );
    asked.abort(new StoppedError(`Stopped; nothing is lost. ${next}`));
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    return await body(asked.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
