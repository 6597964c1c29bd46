import type { RawClient } from "@deepiri/database";
import type { NewEvent } from "./event.js";
import { type Appended, type Target, write } from "./write.js";

/** A stream, and what is to be added to it. */
export interface Appending extends Target {
  /** At least one, in order. */
  readonly events: readonly NewEvent[];
  /** Wakes who listens to the channel `event_log`, at commit. Commits that do so wait for each other. */
  readonly notify?: boolean;
}

/**
 * Appends events to a stream in the caller's transaction: they are there if it commits, and not otherwise.
 * Their actor is that of the request context, their time the server's. Under a key that was used before, nothing
 * is added.
 *
 * @throws VersionConflict when the stream has another version than expected
 * @throws UniqueViolation when the key was used for another stream of the tenant
 */
export async function append(client: RawClient, appending: Appending): Promise<Appended> {
  const { events, notify = false, ...target } = appending;
  return write(client, "try_append", target, events.map(jsonEvent), notify);
}

/** An event as the functions of the block take it. */
export function jsonEvent({ type, data, schemaVersion, metadata }: NewEvent): object {
  return { type, data, schema_version: schemaVersion, metadata };
}
