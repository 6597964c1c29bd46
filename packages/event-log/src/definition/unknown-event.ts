import { DatabaseError } from "@deepiri/database";
import type { StoredEvent } from "../event.js";

/** An event of a type or form that this program does not know: a newer one has written it. */
export class UnknownEvent extends DatabaseError {
  readonly event: StoredEvent;

  constructor(event: StoredEvent, newest: number | undefined) {
    const known = newest === undefined ? "the type is unknown here" : `here is known ${newest}`;
    super(
      `"event_log"."events" has an event "${event.type}" with data of version ${event.schemaVersion} (version ${event.version} of stream "${event.stream}"), and ${known}: define it, or deploy the program that does.`,
      { schema: "event_log", table: "events" },
    );
    this.event = event;
  }
}
