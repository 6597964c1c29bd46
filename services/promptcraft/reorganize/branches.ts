import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { branches as branch, branchName } from "./library.js";
import { selected, tenant } from "./sql.js";

const time = (row: string): string =>
  `COALESCE(${row}.created_at, l.created_at, 'epoch'::timestamptz)`;

const fixed = {
  tenant_id: tenant,
  owner_id: branch.layer.owner,
  entity_type: `'${branch.layer.type}'`,
  status: "'published'",
  visibility: branch.layer.visibility,
};

const validFrom = (row: string): string =>
  `pg_catalog.max(${time(row)} - COALESCE(${row}.version_number, 0) * interval '1 microsecond')`;

const ofBranch = (row: string): string =>
  `${row}.context_id = b.context_id AND ${branchName(row)} = ${branchName("b")}`;

// What is grouped by has to stay what it is when the context goes: so its columns are gathered, of one row or none.
const gathered = (sql: string): string =>
  sql
    .replaceAll(
      "l.tags",
      "ARRAY(SELECT pg_catalog.jsonb_array_elements_text((pg_catalog.array_agg(pg_catalog.to_jsonb(l.tags)) FILTER (WHERE l.tags IS NOT NULL))[1]))",
    )
    .replace(
      /\bl\.(name|description|layer_type|user_id|visibility|team_id)\b/g,
      "(pg_catalog.array_agg(l.$1))[1]",
    );

const gatheredAll = (columns: object): Record<string, string> =>
  Object.fromEntries(Object.entries(columns).map(([name, sql]) => [name, gathered(String(sql))]));

/** The branches of contexts, with the versions that they have. */
export const branches: Record<string, ProjectionDefinition> = {
  branches: {
    to: "promptcraft.entity",
    query: `SELECT ${selected({
      id: branch.id,
      ...gatheredAll(fixed),
      ...gatheredAll(branch.state(branch.last)),
      version: "pg_catalog.count(*)::int",
      valid_from: `${validFrom("b")} + pg_catalog.max(COALESCE(b.version_number, 0)) * interval '1 microsecond'`,
      created_at: `pg_catalog.min(${time("b")})`,
      updated_at: `pg_catalog.max(${time("b")})`,
      published_at: `pg_catalog.min(${time("b")})`,
      _left_out: "CASE WHEN pg_catalog.count(l.id) = 0 THEN 'its context is gone' END",
    })}
FROM public.context_versions AS b
LEFT JOIN public.context_layers AS l ON l.id = b.context_id
GROUP BY b.context_id, ${branchName("b")}`,
    settings: { "temporal.moving": "on" },
  },
  "branches once": {
    to: "promptcraft.entity_version",
    query: `SELECT ${selected({
      id: branch.id,
      ...fixed,
      ...branch.state("b.content"),
      version: "pg_catalog.count(*)::int",
      valid_from: `${validFrom("earlier")} + COALESCE(b.version_number, 0) * interval '1 microsecond'`,
      created_at: `pg_catalog.min(${time("earlier")})`,
      published_at: `pg_catalog.min(${time("earlier")})`,
      editor: "(b.created_by)::text",
      operation: "CASE WHEN pg_catalog.count(*) = 1 THEN 'insert' ELSE 'update' END",
    })}
FROM public.context_versions AS b
JOIN public.context_layers AS l ON l.id = b.context_id
JOIN public.context_versions AS earlier ON ${ofBranch("earlier")} AND ${branch.order("earlier")} <= ${branch.order("b")}
GROUP BY b.id, l.id`,
    refersTo: { "promptcraft.entity": { id: "id", tenant_id: "tenant_id" } },
    settings: { "temporal.moving": "on" },
  },
};
