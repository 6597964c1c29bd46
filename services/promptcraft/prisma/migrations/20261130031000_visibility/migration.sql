-- Who may read what is said here and nowhere else: every read of this package, and every search, asks these functions.
-- They take the viewer and not a setting, so that a search which runs as their owner asks the same. The tenant is no
-- part of them: row security adds it for who reads, and a search states it. None has settings of its own, so that
-- PostgreSQL makes them part of the query that calls them; and each is a text, which follows the columns of the table: a
-- body that is parsed once would end with the first column more.

CREATE FUNCTION "promptcraft"."readable_entities"("viewer" uuid) RETURNS SETOF "promptcraft"."entity"
  LANGUAGE sql
  STABLE
AS $$
  SELECT entity.* FROM promptcraft.entity
  WHERE entity.owner_id = viewer
    OR (entity.deleted_at IS NULL AND (
      (entity.visibility = 'public' AND entity.status::text IN ('published', 'archived'))
      OR EXISTS (
        SELECT FROM promptcraft.share
        WHERE share.tenant_id = entity.tenant_id AND share.entity_id = entity.id AND share.shared_with = viewer
          AND (share.expires_at IS NULL OR share.expires_at > now())
      )
    ))
$$;
COMMENT ON FUNCTION "promptcraft"."readable_entities"(uuid)
  IS 'The entities that a user may read: his own, deleted ones too; of others those that are public and no draft, and those shared with him as long as the share holds.';

CREATE FUNCTION "promptcraft"."visible_entities"("viewer" uuid) RETURNS SETOF "promptcraft"."entity"
  LANGUAGE sql
  STABLE
AS $$
  SELECT readable.* FROM promptcraft.readable_entities(viewer) AS readable WHERE readable.deleted_at IS NULL
$$;
COMMENT ON FUNCTION "promptcraft"."visible_entities"(uuid)
  IS 'The readable entities that are not deleted: what is found, listed and walked through.';

CREATE FUNCTION "promptcraft"."editable_entities"("viewer" uuid) RETURNS SETOF "promptcraft"."entity"
  LANGUAGE sql
  STABLE
AS $$
  SELECT visible.* FROM promptcraft.visible_entities(viewer) AS visible
  WHERE visible.owner_id = viewer OR EXISTS (
    SELECT FROM promptcraft.share
    WHERE share.tenant_id = visible.tenant_id AND share.entity_id = visible.id AND share.shared_with = viewer
      AND share.permission = 'edit' AND (share.expires_at IS NULL OR share.expires_at > now())
  )
$$;
COMMENT ON FUNCTION "promptcraft"."editable_entities"(uuid)
  IS 'The visible entities whose content a user may change: his own, and those shared with him for that.';

CREATE FUNCTION "promptcraft"."entity_graph"(
  "viewer" uuid, "start" uuid, "max_depth" integer, "direction" text DEFAULT 'both', "types" text[] DEFAULT NULL
) RETURNS TABLE ("entity_id" uuid, "depth" integer)
  LANGUAGE sql
  STABLE
AS $$
  -- UNION keeps one row an entity and depth, so that circles and the number of ways do not matter.
  WITH RECURSIVE reached (tenant_id, entity_id, depth) AS (
    SELECT first.tenant_id, first.id, 0 FROM promptcraft.visible_entities(viewer) AS first WHERE first.id = start
    UNION
    SELECT next.tenant_id, next.id, reached.depth + 1
    FROM reached
    CROSS JOIN LATERAL (
      SELECT relationship.target_id AS entity_id FROM promptcraft.relationship
      WHERE relationship.tenant_id = reached.tenant_id AND relationship.source_id = reached.entity_id
        AND direction <> 'incoming' AND (types IS NULL OR relationship.relationship_type = ANY (types))
      UNION ALL
      SELECT relationship.source_id FROM promptcraft.relationship
      WHERE relationship.tenant_id = reached.tenant_id AND relationship.target_id = reached.entity_id
        AND direction <> 'outgoing' AND (types IS NULL OR relationship.relationship_type = ANY (types))
    ) AS neighbour
    JOIN promptcraft.visible_entities(viewer) AS next
      ON next.tenant_id = reached.tenant_id AND next.id = neighbour.entity_id
    WHERE reached.depth < max_depth
  )
  SELECT reached.entity_id, min(reached.depth) FROM reached GROUP BY reached.entity_id
$$;
COMMENT ON FUNCTION "promptcraft"."entity_graph"(uuid, uuid, integer, text, text[])
  IS 'The visible entities that relationships lead to from one, itself included, each once with the least number of steps. Direction is outgoing, incoming or both. What the viewer may not see is not walked through.';

CREATE FUNCTION "promptcraft"."open_link"("token_hash" bytea) RETURNS SETOF "promptcraft"."entity"
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- Who has a link belongs to no tenant: the token stands for one, so this is asked past row security.
  RETURN QUERY
    WITH opened AS (
      UPDATE promptcraft.share SET accessed_at = clock_timestamp()
      WHERE share.token_hash = open_link.token_hash AND share.expires_at > now()
      RETURNING share.tenant_id, share.entity_id
    )
    SELECT entity.* FROM opened
    JOIN promptcraft.entity ON entity.tenant_id = opened.tenant_id AND entity.id = opened.entity_id
    WHERE entity.deleted_at IS NULL;
END;
$$;
COMMENT ON FUNCTION "promptcraft"."open_link"(bytea)
  IS 'The entity of a public link that holds, by the SHA-256 of its token; notes when it was last opened.';

CREATE FUNCTION "promptcraft"."session_of"("access_token_hash" bytea)
  RETURNS TABLE ("session_id" uuid, "tenant_id" uuid, "user_id" uuid)
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
AS $$
  -- A request begins with a token and no tenant yet: the session says which.
  SELECT session.id, session.tenant_id, session.user_id
  FROM promptcraft.session
  JOIN promptcraft."user" AS person ON person.tenant_id = session.tenant_id AND person.id = session.user_id
  WHERE session.access_token_hash = session_of.access_token_hash AND session.revoked_at IS NULL
    AND session.expires_at > now() AND person.deleted_at IS NULL
$$;
COMMENT ON FUNCTION "promptcraft"."session_of"(bytea)
  IS 'Whose session it is that holds under an access token, by the token''s SHA-256.';

CREATE FUNCTION "promptcraft"."hand_over"("tenant" uuid, "giver" uuid, "receiver" uuid) RETURNS SETOF uuid
  LANGUAGE plpgsql
  SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- An administrator has crossed over (`tenancy.cross`), of which there is a record.
  IF giver::text IS DISTINCT FROM current_setting('app.current_user_id', true) AND NOT tenancy.is_crossing() THEN
    RAISE EXCEPTION USING
      ERRCODE = 'insufficient_privilege',
      MESSAGE = format('the entities of user %s are handed over by himself or an administrator of tenants alone', giver);
  END IF;
  -- Nobody has a share of what is his own.
  DELETE FROM promptcraft.share USING promptcraft.entity
  WHERE entity.tenant_id = tenant AND share.tenant_id = tenant AND entity.id = share.entity_id
    AND entity.owner_id = giver AND share.shared_with = receiver;
  -- What the giver shared with the receiver without owning it is from now on shared by its owner.
  UPDATE promptcraft.share SET shared_by = entity.owner_id FROM promptcraft.entity
  WHERE entity.tenant_id = tenant AND share.tenant_id = tenant AND entity.id = share.entity_id
    AND share.shared_by = giver AND share.shared_with = receiver;
  UPDATE promptcraft.share SET shared_by = receiver WHERE share.tenant_id = tenant AND share.shared_by = giver;
  RETURN QUERY
    UPDATE promptcraft.entity SET owner_id = receiver
    WHERE entity.tenant_id = tenant AND entity.owner_id = giver RETURNING entity.id;
END;
$$;
COMMENT ON FUNCTION "promptcraft"."hand_over"(uuid, uuid, uuid)
  IS 'Gives all entities of a user, deleted ones too, to another of the tenant, with the shares that he gave; returns their ids. The giver himself may, and an administrator of tenants. After it the giver owns nothing and may be removed.';
