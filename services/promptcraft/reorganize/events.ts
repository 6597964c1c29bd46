import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { json, selected, tenant, withColumns } from "./sql.js";

const stream = "'audit ' || a.id";
const action =
  "NULLIF(pg_catalog.btrim(pg_catalog.lower(pg_catalog.regexp_replace(a.action, '[^A-Za-z0-9.]+', '_', 'g')), '_'), '')";

/** The old audit log: each entry is an event of its own stream, since nobody numbered them. */
export const events: Record<string, ProjectionDefinition> = {
  "audit streams": {
    to: "event_log.streams",
    query: `SELECT ${selected({ tenant: `(${tenant})::text`, stream, version: "1::bigint", _left_out: untimed() })} FROM public.audit_logs AS a`,
  },
  "audit events": {
    to: "event_log.events",
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
