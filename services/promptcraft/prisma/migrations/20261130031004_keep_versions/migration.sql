-- From here on each write of an entity, by whatever program, is a version too. When a row was last written is no part of
-- what it says: that is when the version began.

SELECT temporal.keep_versions('promptcraft.entity', excluded => ARRAY['updated_at']);
