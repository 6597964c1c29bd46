import { DatabaseError } from "@deepiri/database";

/** The SQLSTATE of a conflict that `event_log.append` raises in SQL. */
export const versionConflictState = "EL001";

/** What a conflict is about. */
export interface Conflict {
  readonly tenant: string;
  readonly stream: string;
  /** The version that the caller expected. */
  readonly expected: number;
  /** The version that the stream has. */
  readonly actual: number;
}

/**
 * A stream has another version than expected, because somebody appended in between; nothing was added.
 * The transaction can go on: read the stream again and decide anew.
 */
export class VersionConflict extends DatabaseError implements Conflict {
  readonly tenant: string;
  readonly stream: string;
  readonly expected: number;
  readonly actual: number;

  constructor({ tenant, stream, expected, actual }: Conflict) {
    super(
      `Nothing was appended to "event_log"."events": stream "${stream}" has version ${actual}, not ${expected} as expected. Read it again and decide anew.`,
      { schema: "event_log", table: "events", sqlstate: versionConflictState },
    );
    this.tenant = tenant;
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}
