import type { RawClient } from "@deepiri/database";
import { jsonEvent } from "./append.js";
import type { OldEvent } from "./event.js";
import { type Appended, type Target, write } from "./write.js";

/** A stream, and the events from before the log that it gets. */
export interface Importing extends Target {
  /** At least one, in the order in which they happened. */
  readonly events: readonly OldEvent[];
}

/**
 * Appends events that happened before the log was there, with the times and actors that are known of them; their
 * positions are the next ones. Partitions for their months are made first, so only who owns the log can call it:
 * a migration, an administrator. Import much in portions of some thousand events, each in a transaction.
 *
 * @throws VersionConflict when the stream has another version than expected
 * @throws UniqueViolation when the key was used for another stream of the tenant
 */
export async function importEvents(client: RawClient, importing: Importing): Promise<Appended> {
  const { events, ...target } = importing;
  return write(client, "import_events", target, events.map(jsonOldEvent), false);
}

function jsonOldEvent({ occurredAt, actor, ...event }: OldEvent): object {
  return { ...jsonEvent(event), occurred_at: occurredAt.toISOString(), actor };
}
