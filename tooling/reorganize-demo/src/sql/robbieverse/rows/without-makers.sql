DROP FUNCTION pg_temp.who(bigint);

DROP FUNCTION pg_temp.mood(bigint);

DROP FUNCTION pg_temp.level(bigint, integer);
