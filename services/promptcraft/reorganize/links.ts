import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { branchId, branchName } from "./library.js";
import { keyOf, selected, tenant } from "./sql.js";

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
}

const object = (columns: Readonly<Record<string, string>>): string =>
  `pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(${Object.entries(columns)
    .map(([key, value]) => `'${key}', ${value}`)
    .join(", ")}))`;

const relationshipType = `CASE r.relationship_type WHEN 'requires' THEN 'depends_on' WHEN 'uses' THEN 'depends_on'
  WHEN 'extends' THEN 'derived_from' WHEN 'recommends' THEN 'suggests' ELSE r.relationship_type END`;

const related = {
  type: relationshipType,
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

const depending = (table: string, owner: string): Linking => ({
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
});

const links: readonly Linking[] = [
  {
    ...related,
    from: fromRelationships,
    source: "r.source_id",
    target: "r.target_id",
  },
  {
    ...related,
    from: `${fromRelationships} WHERE r.is_bidirectional`,
    source: "r.target_id",
    target: "r.source_id",
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
}: Linking): string =>
  `SELECT (${source})::uuid AS source, (${target})::uuid AS target, (${type})::text AS type, (${strength})::numeric AS strength, ${metadata} AS metadata,
    (${by})::uuid AS created_by, (${at})::timestamptz AS created_at, (${leftOut})::text AS left_out FROM ${from}`;

// Not a part of what is grouped by: it changes with rows that are looked up, and a group has to stay what it is.
const allLeftOut =
  "CASE WHEN pg_catalog.count(one.left_out) = pg_catalog.count(*) THEN pg_catalog.min(one.left_out) END";

/**
 * What leads from one entity to another, whatever table says so: once a type. What no list has, leads to itself or is
 * stronger than all is left to the table's rules, which put it into quarantine. Each looks for both its ends, so that it
 * goes when one of them does.
 */
export const relationships: ProjectionDefinition = {
  to: "promptcraft.relationship",
  query: `SELECT ${selected({
    id: keyOf("a relationship", "one.source", "one.target", "one.type"),
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
};

/** The key of the old row of a mark that a new program made. */
const markKey = (user: string, entity: string): string => keyOf("a favourite", user, entity);

/**
 * Favourites: a pair once. What new programs mark or no longer mark of old templates old programs see too: by the rows
 * that said so, or a new one. That a snippet or combination is marked is a column of it, which does not follow.
 */
export const favorites: ProjectionDefinition = {
  to: "promptcraft.favorite",
  query: `SELECT ${selected({
    tenant_id: tenant,
    user_id: "one.user_id",
    entity_id: "one.entity_id",
    created_at: "COALESCE(pg_catalog.min(one.created_at), 'epoch'::timestamptz)",
    legacy_ids: `NULLIF(pg_catalog.array_agg(one.id ORDER BY one.id) FILTER (WHERE one.id IS NOT NULL), ARRAY[${markKey("one.user_id", "one.entity_id")}])`,
    _left_out: allLeftOut,
    _repaired: "CASE WHEN pg_catalog.count(*) > 1 THEN ARRAY['it was there several times'] END",
  })}
FROM (
  SELECT f.id, f.user_id, f.template_id AS entity_id, f.created_at, CASE WHEN t.id IS NULL THEN 'what was marked is gone' END AS left_out
    FROM public.user_favorites AS f LEFT JOIN public.templates AS t ON t.id = f.template_id
  UNION ALL SELECT NULL::uuid AS id, s.user_id, s.id AS entity_id, s.created_at, NULL::text AS left_out FROM public.context_snippets AS s WHERE s.is_favorite
  UNION ALL SELECT NULL::uuid AS id, c.user_id, c.id AS entity_id, c.created_at, NULL::text AS left_out FROM public.context_combinations AS c WHERE c.is_favorite) AS one
GROUP BY one.user_id, one.entity_id`,
  back: {
    "public.user_favorites": `SELECT ${selected({
      id: "old.id",
      user_id: "n.user_id",
      template_id: "n.entity_id",
      created_at: "n.created_at",
    })}
FROM promptcraft.favorite AS n
JOIN public.templates AS t ON t.id = n.entity_id
CROSS JOIN LATERAL pg_catalog.unnest(COALESCE(NULLIF(n.legacy_ids, '{}'), ARRAY[${markKey("n.user_id", "n.entity_id")}])) AS old (id)
WHERE n.tenant_id = ${tenant}`,
  },
};

/** What was visible to a team is shared with each of its members; who is a member twice is one by the first row. */
export const shares: ProjectionDefinition = {
  to: "promptcraft.share",
  query: `SELECT ${selected({
    id: keyOf("a share", "one.id", "m.user_id"),
    tenant_id: tenant,
    entity_id: "one.id",
    shared_by: "one.user_id",
    shared_with: "m.user_id",
    permission: "CASE WHEN m.role IN ('owner', 'admin', 'editor') THEN 'edit' ELSE 'view' END",
    created_at: "COALESCE(m.joined_at, 'epoch'::timestamptz)",
    _left_out: `CASE WHEN g.id IS NULL THEN 'its team is gone' WHEN m.user_id IS NULL THEN 'it is nobody'
      WHEN g.deleted_at IS NOT NULL THEN 'its team was deleted' WHEN earlier.id IS NOT NULL THEN 'it is a member by another row'
      WHEN one.id IS NULL THEN 'nothing is visible to its team' WHEN one.user_id = m.user_id THEN 'what its team sees is its own' END`,
  })}
FROM public.team_members AS m
LEFT JOIN public.teams AS g ON g.id = m.team_id
LEFT JOIN public.team_members AS earlier ON earlier.team_id = m.team_id AND earlier.user_id = m.user_id AND earlier.id < m.id
LEFT JOIN (
  SELECT t.id, t.user_id, t.team_id FROM public.templates AS t WHERE pg_catalog.lower(pg_catalog.btrim(t.visibility)) = 'team' AND t.user_id IS NOT NULL
  UNION ALL SELECT l.id, l.user_id, l.team_id FROM public.context_layers AS l WHERE pg_catalog.lower(pg_catalog.btrim(l.visibility)) = 'team' AND l.user_id IS NOT NULL) AS one ON one.team_id = m.team_id`,
};
