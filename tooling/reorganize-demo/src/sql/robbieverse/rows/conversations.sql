-- What was said: sessions that users share, that are missing or blank, and times that are missing, fall, or were never on a
-- clock in New York.

INSERT INTO public.conversations (timestamp, user_message, robbie_response, mood, attraction_level, gandhi_genghis_level, context_tags, user_id, session_id, embedding)
SELECT CASE WHEN n % 29 = 7 THEN NULL WHEN n % 23 = 9 THEN pg_temp.at(n) - INTERVAL '3 days' ELSE pg_temp.at(n) END,
       CASE n % 19 WHEN 4 THEN '' WHEN 5 THEN 'A long one: ' || pg_catalog.repeat('and so on, ', 40) ELSE 'Question ' || n END,
       CASE n % 5 WHEN 1 THEN NULL WHEN 2 THEN '' ELSE 'Answer ' || n END,
       pg_temp.mood(n), 1 + n % 11, CASE WHEN n % 9 = 4 THEN NULL ELSE 1 + n % 10 END,
       CASE n % 6 WHEN 0 THEN NULL WHEN 1 THEN '{}' WHEN 2 THEN ARRAY['work', NULL] ELSE ARRAY['work', 'topic-' || n % 3] END,
       pg_temp.who(n),
       CASE n % 10 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN '  ' WHEN 3 THEN 'shared' ELSE 'session-' || n / 12 END,
       CASE WHEN n % 4 = 0 THEN ('[' || pg_catalog.repeat((1 + n % 7) * 0.125 || ',', 1535) || n % 9 || ']')::vector END
  FROM pg_catalog.generate_series(1, :rows) AS n;

-- The hour that clocks left out, and the one that they had twice.
INSERT INTO public.conversations (timestamp, user_message, robbie_response, mood, attraction_level, user_id, session_id) VALUES
  ('2025-03-09 01:59:59', 'Before the gap', 'Yes', 'friendly', 7, 'allan', 'spring'),
  ('2025-03-09 02:30:00', 'In the gap', 'No such time', 'friendly', 7, 'allan', 'spring'),
  ('2025-03-09 03:00:00', 'After the gap', 'Yes', 'friendly', 7, 'allan', 'spring'),
  ('2025-11-02 00:59:59', 'Before the hour that comes twice', 'Yes', 'friendly', 7, 'allan', 'autumn'),
  ('2025-11-02 01:30:00', 'In the hour that comes twice', 'Which?', 'friendly', 7, 'allan', 'autumn'),
  ('2025-11-02 02:00:00', 'After it', 'Yes', 'friendly', 7, 'allan', 'autumn');

-- A session of which no time is known, beside what has one.
INSERT INTO public.conversations (timestamp, user_message, robbie_response, mood, attraction_level, user_id, session_id) VALUES
  (NULL, 'When was this?', 'Nobody knows', 'friendly', 7, 'vera', 'timeless'),
  ('2025-12-01 10:00:00', 'And this?', 'That is known', 'friendly', 7, 'vera', 'timed'),
  (NULL, 'Later', 'Or earlier', 'friendly', 7, 'vera', 'timeless');
