import { begunAt, type ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { json, selected, tenant, withColumns } from "./sql.js";

const stream = "'audit ' || a.id";
const action =
  "NULLIF(pg_catalog.btrim(pg_catalog.lower(pg_catalog.regexp_replace(a.action, '[^A-Za-z0-9.]+', '_', 'g')), '_'), '')";

// What is older lies in the default partition, as one entry of another century would have it made of all months since.
const makeMonths = `SELECT partitions.make_for('event_log.events', times.since, times.until) FROM (
  SELECT GREATEST(pg_catalog.min(a.created_at), ${begunAt} - interval '20 years') AS since, LEAST(pg_catalog.max(a.created_at), ${begunAt}) AS until
    FROM public.audit_logs AS a WHERE pg_catalog.isfinite(a.created_at)) AS times WHERE times.since <= times.until`;

/** The old audit log: each entry is an event of its own stream, since nobody numbered them. */
export const events: Record<string, ProjectionDefinition> = {
  "audit streams": {
    to: "event_log.streams",
    query: `SELECT ${selected({ tenant: `(${tenant})::text`, stream, version: "1::bigint", _left_out: untimed() })} FROM public.audit_logs AS a`,
  },
  "audit events": {
    to: "event_log.events",
    before: [makeMonths, "SELECT event_log.protect_partitions()"],
    undo: [
      "DELETE FROM partitions.ledger WHERE parent_schema = 'event_log' AND parent_table = 'events'",
    ],
    query: `SELECT ${selected({
      tenant: `(${tenant})::text`,
      stream,
      version: "1::bigint",
      occurred_at: "a.created_at",
      type: `'audit.' || COALESCE(${action}, 'unknown')`,
      actor: "(a.user_id)::text",
      data: `pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('user_id', a.user_id, 'action', a.action, 'status', a.status))`,
      metadata: withColumns("a.metadata", {
        ip_address: json("a.ip_address"),
        user_agent: json("a.user_agent"),
        origin: `'"move"'::jsonb`,
      }),
      _repaired: `CASE WHEN pg_catalog.jsonb_typeof(a.metadata) NOT IN ('object', 'null') THEN ARRAY['metadata was no object, kept as legacy_metadata'] END`,
      _left_out: untimed(),
    })} FROM public.audit_logs AS a`,
  },
};

// No month is its own.
function untimed(): string {
  return "CASE WHEN a.created_at IS NULL THEN 'it has no time' END";
}
