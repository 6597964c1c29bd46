import type { StoredEvent } from "./event.js";

/** A row of the log, as pg or Prisma gives it: bigint is text of the one and BigInt of the other. */
export interface StoredRow {
  readonly position: string | bigint | null;
  readonly tenant: string;
  readonly stream: string;
  readonly version: string | bigint;
  readonly type: string;
  readonly schema_version: number;
  readonly data: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly actor: string | null;
  readonly occurred_at: Date;
}

/** The columns of `StoredRow`. */
export const storedColumns =
  "position, tenant, stream, version, type, schema_version, data, metadata, actor, occurred_at";

/** The event of a row. */
export function storedEvent(row: StoredRow): StoredEvent {
  return {
    position: row.position === null ? null : Number(row.position),
    tenant: row.tenant,
    stream: row.stream,
    version: Number(row.version),
    type: row.type,
    schemaVersion: row.schema_version,
    data: row.data,
    metadata: row.metadata,
    actor: row.actor,
    occurredAt: row.occurred_at,
  };
}
