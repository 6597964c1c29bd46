-- Two figures that many ask for and that may be an hour old. Each source is added up alone and then joined: rows of one
-- would multiply those of another. They hold rows of all tenants, so nobody may read them but through the views
-- in front, which state the tenant. "The last 30 days" are those before the refresh, of which read_models has the time.

CREATE MATERIALIZED VIEW "promptcraft"."entity_stats" AS
  SELECT entity.tenant_id, entity.id AS entity_id,
    COALESCE(favorites.amount, 0) AS favorites,
    COALESCE(shares.amount, 0) AS shares,
    COALESCE(outgoing.amount, 0) AS outgoing,
    COALESCE(incoming.amount, 0) AS incoming,
    COALESCE(uses.recent, 0) AS uses_30_days,
    uses.last_used_at
  FROM promptcraft.entity
  LEFT JOIN (
    SELECT favorite.tenant_id, favorite.entity_id, count(*) AS amount FROM promptcraft.favorite GROUP BY 1, 2
  ) AS favorites ON favorites.tenant_id = entity.tenant_id AND favorites.entity_id = entity.id
  LEFT JOIN (
    SELECT share.tenant_id, share.entity_id, count(*) AS amount FROM promptcraft.share
    WHERE share.expires_at IS NULL OR share.expires_at > now() GROUP BY 1, 2
  ) AS shares ON shares.tenant_id = entity.tenant_id AND shares.entity_id = entity.id
  LEFT JOIN (
    SELECT relationship.tenant_id, relationship.source_id, count(*) AS amount FROM promptcraft.relationship GROUP BY 1, 2
  ) AS outgoing ON outgoing.tenant_id = entity.tenant_id AND outgoing.source_id = entity.id
  LEFT JOIN (
    SELECT relationship.tenant_id, relationship.target_id, count(*) AS amount FROM promptcraft.relationship GROUP BY 1, 2
  ) AS incoming ON incoming.tenant_id = entity.tenant_id AND incoming.target_id = entity.id
  LEFT JOIN (
    SELECT usage_event.tenant_id, usage_event.entity_id, max(usage_event.occurred_at) AS last_used_at,
      count(*) FILTER (WHERE usage_event.occurred_at > now() - interval '30 days') AS recent
    FROM promptcraft.usage_event
    WHERE usage_event.entity_id IS NOT NULL AND usage_event.occurred_at <= now() GROUP BY 1, 2
  ) AS uses ON uses.tenant_id = entity.tenant_id AND uses.entity_id = entity.id
  WHERE entity.deleted_at IS NULL;
COMMENT ON MATERIALIZED VIEW "promptcraft"."entity_stats"
  IS 'For each entity that is not deleted: marks, shares that hold, relationships, uses of the last 30 days, the last use.';
CREATE UNIQUE INDEX "entity_stats_tenant_id_entity_id_key" ON "promptcraft"."entity_stats" ("tenant_id", "entity_id");

CREATE MATERIALIZED VIEW "promptcraft"."tenant_usage_summary" AS
  SELECT tenant.id AS tenant_id,
    COALESCE(people.amount, 0) AS users,
    COALESCE(things.entities, 0) AS entities,
    COALESCE(things.contexts, 0) AS contexts,
    COALESCE(things.templates, 0) AS templates,
    COALESCE(things.workflows, 0) AS workflows,
    COALESCE(things.libraries, 0) AS libraries,
    COALESCE(uses.tokens, 0)::bigint AS tokens_30_days,
    COALESCE(uses.cost_usd, 0) AS cost_usd_30_days
  FROM promptcraft.tenant
  LEFT JOIN (
    SELECT person.tenant_id, count(*) AS amount FROM promptcraft."user" AS person
    WHERE person.deleted_at IS NULL GROUP BY 1
  ) AS people ON people.tenant_id = tenant.id
  LEFT JOIN (
    SELECT entity.tenant_id, count(*) AS entities,
      count(*) FILTER (WHERE entity.entity_type = 'context') AS contexts,
      count(*) FILTER (WHERE entity.entity_type = 'template') AS templates,
      count(*) FILTER (WHERE entity.entity_type = 'workflow') AS workflows,
      count(*) FILTER (WHERE entity.entity_type = 'library') AS libraries
    FROM promptcraft.entity WHERE entity.deleted_at IS NULL GROUP BY 1
  ) AS things ON things.tenant_id = tenant.id
  LEFT JOIN (
    SELECT usage_event.tenant_id, sum(usage_event.total_tokens) AS tokens, sum(usage_event.cost_usd) AS cost_usd
    FROM promptcraft.usage_event
    WHERE usage_event.occurred_at > now() - interval '30 days' AND usage_event.occurred_at <= now() GROUP BY 1
  ) AS uses ON uses.tenant_id = tenant.id;
COMMENT ON MATERIALIZED VIEW "promptcraft"."tenant_usage_summary"
  IS 'For each tenant: users and entities that are not deleted, tokens and dollars of the last 30 days.';
CREATE UNIQUE INDEX "tenant_usage_summary_tenant_id_key" ON "promptcraft"."tenant_usage_summary" ("tenant_id");

SELECT read_models.register('promptcraft.entity_stats', every => '1 hour');
SELECT read_models.register('promptcraft.tenant_usage_summary', every => '1 hour');

CREATE VIEW "promptcraft"."own_entity_stats" WITH (security_barrier) AS
  SELECT * FROM promptcraft.entity_stats
  WHERE tenant_id = (SELECT CASE
    WHEN current_setting('app.tenant', true) ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    THEN current_setting('app.tenant', true)::uuid
  END);
COMMENT ON VIEW "promptcraft"."own_entity_stats" IS 'entity_stats of the tenant in whose name is asked.';

CREATE VIEW "promptcraft"."own_tenant_usage_summary" WITH (security_barrier) AS
  SELECT * FROM promptcraft.tenant_usage_summary
  WHERE tenant_id = (SELECT CASE
    WHEN current_setting('app.tenant', true) ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    THEN current_setting('app.tenant', true)::uuid
  END);
COMMENT ON VIEW "promptcraft"."own_tenant_usage_summary" IS 'tenant_usage_summary of the tenant in whose name is asked.';
