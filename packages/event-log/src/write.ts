import type { RawClient } from "@deepiri/database";
import { VersionConflict } from "./version-conflict.js";

/** Which version a stream must have for events to be appended: that of its last event, or `none` yet. */
export type Expectation = number | "none" | "any";

/** The stream that is written to. */
export interface Target {
  readonly tenant: string;
  readonly stream: string;
  /** `any` if left out. */
  readonly expected?: Expectation;
  /** Idempotency key of the request, unique in its tenant. */
  readonly key?: string;
}

/** Where appended events are in their stream. */
export interface Appended {
  readonly firstVersion: number;
  readonly lastVersion: number;
  /** False when the key was used before: this is the answer of then, and nothing was added. */
  readonly isNew: boolean;
}

interface AppendedRow {
  readonly first_version: string | bigint;
  readonly last_version: string | bigint;
  readonly is_new: boolean;
  readonly actual_version: string | bigint | null;
}

/** Calls a function of the block that writes events. */
export async function write(
  client: RawClient,
  name: "try_append" | "import_events",
  target: Target,
  events: readonly object[],
  notify: boolean,
): Promise<Appended> {
  const { tenant, stream, expected = "any", key = null } = target;
  const version = expectedVersion(expected);
  const [row] = await client.$queryRawUnsafe<[AppendedRow]>(
    `SELECT * FROM event_log.${name}($1, $2, $3::jsonb, $4::bigint, $5, $6::boolean)`,
    ...[tenant, stream, JSON.stringify(events), version, key, notify],
  );
  if (row.actual_version !== null) {
    const actual = Number(row.actual_version);
    throw new VersionConflict({ tenant, stream, expected: version ?? actual, actual });
  }
  return {
    firstVersion: Number(row.first_version),
    lastVersion: Number(row.last_version),
    isNew: row.is_new,
  };
}

function expectedVersion(expected: Expectation): number | null {
  if (expected === "any") return null;
  return expected === "none" ? 0 : expected;
}
