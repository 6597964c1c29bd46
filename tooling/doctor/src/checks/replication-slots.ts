import pg from "pg";
import { catalogueCheck } from "../check/check.js";
import type { Limits } from "../check/limits.js";
import type { Finding } from "../finding/finding.js";

interface Slot {
  readonly name: string;
  readonly type: string;
  readonly isActive: boolean;
  readonly walStatus: string | null;
  readonly bytes: number | null;
}

/** Slots that keep the server from removing its log, until its disk is full, and those that lost theirs. */
export const replicationSlots = catalogueCheck<Slot>({
  name: "replication slots",
  sql: `
SELECT slot_name::text AS name, slot_type AS type, active AS "isActive", wal_status AS "walStatus",
       pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn)::float8 AS bytes
  FROM pg_replication_slots WHERE NOT temporary ORDER BY 1`,
  find: (rows, { limits }) => rows.flatMap((row) => findSlot(row, limits)),
});

function findSlot(
  { name, type, isActive, walStatus, bytes }: Slot,
  { slotBytes }: Limits,
): Finding[] {
  const drop = { sql: [`SELECT pg_catalog.pg_drop_replication_slot(${pg.escapeLiteral(name)})`] };
  const finding = {
    subject: { kind: "replication slot", name },
    evidence: { type, active: isActive, ...(bytes === null ? {} : { bytes }) },
    remedy: isActive ? {} : drop,
  };
  if (walStatus === "lost")
    return [{ ...finding, code: "replication-slot-lost", severity: "error" }];
  if (bytes === null) return [];
  const isError = bytes >= slotBytes.error || walStatus === "unreserved";
  if (!isActive)
    return [
      { ...finding, code: "replication-slot-inactive", severity: isError ? "error" : "warning" },
    ];
  if (bytes < slotBytes.warning && !isError) return [];
  return [{ ...finding, code: "replication-slot-behind", severity: isError ? "error" : "warning" }];
}
