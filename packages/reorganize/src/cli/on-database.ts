import type { Session } from "../session/session.js";
import { withSession } from "../session/with-session.js";
import { chosenUrl } from "./chosen-url.js";
import { type Progress, silent, startProgress } from "./progress.js";

interface Options {
  readonly url?: string;
  readonly json?: true;
}

/** Runs a verb with a session on its database and with its progress, and ends both however it ends. */
export async function onDatabase(
  { url, json }: Options,
  body: (session: Session, progress: Progress) => Promise<void>,
): Promise<void> {
  const chosen = chosenUrl(url);
  const progress = json ? silent : await startProgress();
  try {
    await withSession(chosen, (session) => body(session, progress));
  } finally {
    progress.stop();
  }
}
