-- Leaves nothing of the makers in a session that goes on.

DROP FUNCTION pg_temp.id(text, bigint);

DROP FUNCTION pg_temp.pick(text[], bigint);

DROP FUNCTION pg_temp.at(bigint);
