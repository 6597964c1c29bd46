/** Why tests behind a pooler cannot run here; undefined where PgBouncer is at hand. */
export const noPooler: string | undefined;

/** PgBouncer's setting with which it lets a start-up packet's settings pass, and drops them. */
export const droppingSettings: string;

/**
 * Starts PgBouncer in transaction mode before the run's server, until the test ends.
 *
 * @param settings more lines of its configuration, such as `pool_mode = session`
 * @returns the URL as it leads through the pooler
 */
export function startPooler(url: string, ...settings: string[]): Promise<string>;
