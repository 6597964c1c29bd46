import type { MigrateEvent } from "@deepiri/schema-engine";
import type { Place } from "../place/place.js";

/** Where spans of a command go. */
export interface Tracing {
  /** Begins the span of a migration run. */
  traceMigrations(place: Place): MigrationTrace;
  /** Sends what there is, as far as that takes no longer than a person would wait. */
  end(): Promise<void>;
}

/** Spans of the migrations of one place. */
export interface MigrationTrace {
  onEvent(event: MigrateEvent): void;
  /** Ends what is still open; with what it failed with, if it failed. */
  end(error?: unknown): void;
}
