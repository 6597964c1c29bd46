import { Session } from "./session.js";

/** Runs `body` with a session on the database of `url`, and ends it. */
export async function withSession<Result>(
  url: string,
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = new Session(url);
  try {
    return await body(session);
  } finally {
    await session.end();
  }
}
