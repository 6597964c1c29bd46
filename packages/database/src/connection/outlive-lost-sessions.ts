import type pg from "pg";

/**
 * Keeps the loss of a session from ending the process: a pool replaces one at rest, and whoever has one that is lent
 * learns of it from the next query. Of the latter the pool does not hear, so they are listened to themselves.
 */
export function outliveLostSessions(pool: pg.Pool): void {
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
}
