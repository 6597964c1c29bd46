import { DatabaseError } from "@deepiri/database";
import type { PlacedEvent } from "../event.js";

/** A projection could not apply an event and stands before it. Run again, it goes on with that event. */
export class ProjectionError extends DatabaseError {
  readonly projection: string;
  readonly version: number;
  /** The event that it stands before. */
  readonly event: PlacedEvent;

  constructor(projection: string, version: number, event: PlacedEvent, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `Projection "${projection}" version ${version} stands before event ${event.position}, "${event.type}" (version ${event.version} of stream "${event.stream}"): ${reason}`,
      { schema: "event_log", table: "projections", cause },
    );
    this.projection = projection;
    this.version = version;
    this.event = event;
  }
}
