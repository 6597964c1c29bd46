-- What a row may hold. The comment on each rule is what a client shows to whoever broke it.

ALTER TABLE "public"."skill_trees"
  ADD CONSTRAINT "skill_trees_skill_points_check" CHECK ("skill_points" >= 0),
  ADD CONSTRAINT "skill_trees_total_skill_level_check" CHECK ("total_skill_level" >= 0);
COMMENT ON CONSTRAINT "skill_trees_skill_points_check" ON "public"."skill_trees"
  IS 'The skill points of a skill tree are not negative.';
COMMENT ON CONSTRAINT "skill_trees_total_skill_level_check" ON "public"."skill_trees"
  IS 'The total level of a skill tree is not negative.';

ALTER TABLE "public"."skills"
  ADD CONSTRAINT "skills_level_check" CHECK ("level" BETWEEN 0 AND 100),
  ADD CONSTRAINT "skills_xp_check" CHECK ("xp" >= 0);
COMMENT ON CONSTRAINT "skills_level_check" ON "public"."skills"
  IS 'The level of a skill is 0 to 100.';
COMMENT ON CONSTRAINT "skills_xp_check" ON "public"."skills"
  IS 'The experience points of a skill are not negative.';

ALTER TABLE "public"."social_connections"
  ADD CONSTRAINT "social_connections_connection_type_check"
    CHECK ("connection_type"::text IN ('friend', 'follower', 'following', 'teammate', 'rival')),
  ADD CONSTRAINT "social_connections_status_check" CHECK ("status"::text IN ('pending', 'accepted', 'blocked')),
  ADD CONSTRAINT "social_connections_connected_user_id_check" CHECK ("user_id" <> "connected_user_id"),
  ADD CONSTRAINT "social_connections_mutual_connections_check" CHECK ("mutual_connections" >= 0),
  ADD CONSTRAINT "social_connections_shared_challenges_check" CHECK ("shared_challenges" >= 0);
COMMENT ON CONSTRAINT "social_connections_connection_type_check" ON "public"."social_connections"
  IS 'The type of a connection is friend, follower, following, teammate or rival.';
COMMENT ON CONSTRAINT "social_connections_status_check" ON "public"."social_connections"
  IS 'The status of a connection is pending, accepted or blocked.';
COMMENT ON CONSTRAINT "social_connections_connected_user_id_check" ON "public"."social_connections"
  IS 'A user is not connected to himself.';
COMMENT ON CONSTRAINT "social_connections_mutual_connections_check" ON "public"."social_connections"
  IS 'The number of mutual connections is not negative.';
COMMENT ON CONSTRAINT "social_connections_shared_challenges_check" ON "public"."social_connections"
  IS 'The number of shared challenges is not negative.';
