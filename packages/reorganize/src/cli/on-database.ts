import type { Session } from "../session/session.js";
import { withSession } from "../session/with-session.js";
import { type ChosenDatabase, chosenUrl } from "./chosen-url.js";
import { type Progress, silent, startProgress } from "./progress.js";

interface Options extends ChosenDatabase {
  readonly json?: true;
}

/** Runs a verb with a session on its database and with its progress, and ends both however it ends. */
export async function onDatabase(
  { json, ...options }: Options,
  body: (session: Session, progress: Progress) => Promise<void>,
): Promise<void> {
  const chosen = chosenUrl(options);
  const progress = json ? silent : await startProgress();
  try {
    await withSession(chosen, (session) => body(session, progress));
  } finally {
    progress.stop();
  }
}
