-- Whom the texts mean is nobody's to guess: three of them may be one person, two say nothing, and one is in no other table.

CREATE FUNCTION pg_temp.who(number bigint) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN CASE number % 13
    WHEN 3 THEN 'Allan' WHEN 4 THEN 'allan@robbie.example' WHEN 5 THEN '' WHEN 6 THEN NULL
    WHEN 7 THEN 'vera' WHEN 8 THEN 'vera' WHEN 9 THEN 'Vera ' WHEN 10 THEN 'intern-demo' ELSE 'allan' END;

CREATE FUNCTION pg_temp.mood(number bigint) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN CASE number % 31
    WHEN 11 THEN 'grumpy' WHEN 12 THEN 'Playful ' WHEN 13 THEN 'BOSSY' WHEN 14 THEN 'somewhere between ' || pg_catalog.repeat('glad and ', 6) || 'sad'
    ELSE pg_temp.pick('{friendly,focused,playful,bossy,surprised,blushing}', number) END;

-- Out of every range now and then.
CREATE FUNCTION pg_temp.level(number bigint, most integer) RETURNS integer LANGUAGE sql IMMUTABLE
  RETURN CASE number % 37 WHEN 5 THEN most + 1 WHEN 17 THEN -1 WHEN 29 THEN NULL ELSE 1 + number % most END;
