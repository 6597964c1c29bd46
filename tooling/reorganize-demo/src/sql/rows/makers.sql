-- What the row scripts make ids, words and times from: the same for the same number, on every server and day.

CREATE FUNCTION pg_temp.id(kind text, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
  RETURN pg_catalog.md5(kind || ':' || number)::uuid;

CREATE FUNCTION pg_temp.pick(words text[], number bigint) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN words[1 + number % pg_catalog.array_length(words, 1)];

CREATE FUNCTION pg_temp.at(number bigint) RETURNS timestamp LANGUAGE sql IMMUTABLE
  RETURN TIMESTAMP '2025-03-01 08:00:00' + number * INTERVAL '7 minutes';
