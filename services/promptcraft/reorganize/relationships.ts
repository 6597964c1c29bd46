import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { branchId, branchName } from "./library.js";
import { back, type DependingTable, legacyRow, typeOf } from "./relationships-back.js";
import { allLeftOut, selected, tenant } from "./sql.js";

/** A table whose rows lead from one entity to another, as a SELECT of columns that all of them have. */
interface Linking {
  readonly from: string;
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly strength?: string;
  /** SQL of what is kept of it, a jsonb. */
  readonly metadata: string;
  readonly by?: string;
  readonly at?: string;
  readonly leftOut?: string;
  /** SQL of the old row, where what it says goes back to it. */
  readonly row?: string;
}

const object = (columns: Readonly<Record<string, string>>): string =>
  `pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(${Object.entries(columns)
    .map(([key, value]) => `'${key}', ${value}`)
    .join(", ")}))`;

const related = {
  type: typeOf("r.relationship_type"),
  strength: "r.strength",
  metadata: object({
    relationship_type: "r.relationship_type",
    reason: "r.reason",
    strength: "CASE WHEN r.strength <> pg_catalog.round(r.strength, 2) THEN r.strength END",
    metadata: "CASE WHEN r.metadata <> '{}' THEN r.metadata END",
    is_bidirectional: "r.is_bidirectional",
  }),
  by: "r.created_by",
  at: "r.created_at",
  leftOut:
    "CASE WHEN one_end.id IS NULL OR other_end.id IS NULL THEN 'one of its ends is gone' END",
};

const betweenLayers = (row: string, one: string, other: string): string =>
  `LEFT JOIN public.context_layers AS one_end ON one_end.id = ${row}.${one}
    LEFT JOIN public.context_layers AS other_end ON other_end.id = ${row}.${other}`;

const fromRelationships = `public.context_relationships AS r
    ${betweenLayers("r", "source_id", "target_id")}`;

const depending = (table: DependingTable, owner: string): Linking => ({
  from: `public.${table} AS d
    LEFT JOIN public.templates AS a_template ON a_template.id = d.dependency_id
    LEFT JOIN public.context_layers AS a_layer ON a_layer.id = d.dependency_id`,
  source: `d.${owner}`,
  target: "d.dependency_id",
  type: "'depends_on'",
  metadata: object({
    dependency_type: "d.dependency_type",
    name: "d.dependency_name",
    usage_count: "d.usage_count",
    is_required: "d.is_required",
  }),
  leftOut: `CASE WHEN d.dependency_id IS NULL THEN 'a dependency by name alone, which its content says'
    WHEN a_template.id IS NULL AND a_layer.id IS NULL THEN 'what it depends on is gone' END`,
  row: legacyRow(table, "d"),
});

const links: readonly Linking[] = [
  {
    ...related,
    from: fromRelationships,
    source: "r.source_id",
    target: "r.target_id",
    row: legacyRow("context_relationships", "r"),
  },
  {
    ...related,
    from: `${fromRelationships} WHERE r.is_bidirectional`,
    source: "r.target_id",
    target: "r.source_id",
    row: legacyRow("context_relationships", "r", { isReversed: true }),
  },
  {
    from: `public.context_composition AS o
    ${betweenLayers("o", "parent_id", "child_id")}`,
    source: "o.child_id",
    target: "o.parent_id",
    type: "'part_of'",
    metadata: object({ order: "o.composition_order", is_required: "o.is_required" }),
    by: "o.created_by",
    at: "o.created_at",
    leftOut: related.leftOut,
    row: legacyRow("context_composition", "o"),
  },
  {
    from: `public.context_combinations AS c
    CROSS JOIN LATERAL pg_catalog.unnest(c.layer_ids) WITH ORDINALITY AS item (id, place)
    JOIN public.context_layers AS l ON l.id = item.id`,
    source: "item.id",
    target: "c.id",
    type: "'part_of'",
    metadata: object({ order: "item.place" }),
    at: "c.created_at",
  },
  depending("template_dependencies", "template_id"),
  depending("layer_dependencies", "layer_id"),
  {
    from: `public.context_versions AS b
    LEFT JOIN public.context_layers AS l ON l.id = b.context_id`,
    source: branchId("b"),
    target: "b.context_id",
    type: "'derived_from'",
    metadata: object({ branch: branchName("b") }),
    at: "b.created_at",
    leftOut: "CASE WHEN l.id IS NULL THEN 'its context is gone' END",
  },
];

const linking = ({
  from,
  source,
  target,
  type,
  strength = "NULL",
  metadata,
  by = "NULL",
  at = "NULL",
  leftOut = "NULL",
  row = "NULL",
}: Linking): string =>
  `SELECT (${source})::uuid AS source, (${target})::uuid AS target, (${type})::text AS type, (${strength})::numeric AS strength, ${metadata} AS metadata,
    (${by})::uuid AS created_by, (${at})::timestamptz AS created_at, (${leftOut})::text AS left_out,
    (${row})::jsonb AS old FROM ${from}`;

/**
 * What leads from one entity to another, whatever table says so: once a type. What no list has, leads to itself or is
 * stronger than all is left to the table's rules, which put it into quarantine. Each looks for both its ends, so that it
 * goes when one of them does.
 */
export const relationships: ProjectionDefinition = {
  to: "promptcraft.relationship",
  query: `SELECT ${selected({
    tenant_id: tenant,
    source_id: "one.source",
    target_id: "one.target",
    relationship_type: "one.type",
    strength:
      "COALESCE(pg_catalog.min(one.strength) FILTER (WHERE one.strength < 0), pg_catalog.max(one.strength), 1)",
    metadata: `pg_catalog.jsonb_build_object('from', pg_catalog.jsonb_agg(DISTINCT one.metadata))`,
    created_by:
      "(pg_catalog.array_agg(u.id ORDER BY one.created_at, u.id) FILTER (WHERE u.id IS NOT NULL))[1]",
    created_at: "COALESCE(pg_catalog.min(one.created_at), 'epoch'::timestamptz)",
    legacy_rows: "pg_catalog.jsonb_agg(DISTINCT one.old) FILTER (WHERE one.old IS NOT NULL)",
    _left_out: allLeftOut,
    _repaired: `pg_catalog.array_remove(ARRAY[
      CASE WHEN pg_catalog.count(DISTINCT one.metadata) > 1 THEN 'several rows said so: they are one' END,
      CASE WHEN pg_catalog.count(*) FILTER (WHERE one.created_by IS NOT NULL AND u.id IS NULL) > 0 THEN 'who made it is gone' END,
      CASE WHEN pg_catalog.count(*) FILTER (WHERE one.strength <> pg_catalog.round(one.strength, 2)) > 0 THEN 'strength had more than two decimals' END]::text[], NULL)`,
  })}
FROM (
  ${links.map(linking).join("\n  UNION ALL ")}) AS one
LEFT JOIN public.users AS u ON u.id = one.created_by
GROUP BY one.source, one.target, one.type`,
  back,
};
