import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { allLeftOut, keyOf, selected, tenant } from "./sql.js";

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
