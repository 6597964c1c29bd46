import type { Verb } from "../session/errors.js";
import type { Session } from "../session/session.js";
import { withSession } from "../session/with-session.js";
import { type ChosenDatabase, chosenUrl } from "./chosen-url.js";
import { type Progress, silent, startProgress } from "./progress.js";
import { type OnStep, traced } from "./traced.js";

interface Options extends ChosenDatabase {
  readonly json?: true;
}

/** Runs a verb with a session on its database, its progress and its spans, and ends them however it ends. */
export async function onDatabase(
  verb: Verb,
  { json, ...options }: Options,
  body: (session: Session, progress: Progress, onStep: OnStep) => Promise<void>,
): Promise<void> {
  const chosen = chosenUrl(options);
  const progress = json ? silent : await startProgress();
  try {
    await traced(verb, chosen, (onStep) =>
      withSession(chosen, (session) => body(session, progress, onStep)),
    );
  } finally {
    progress.stop();
  }
}
