-- What the moods were: one table has each change and another one some of them, in the same microsecond; some twice, some by
-- nobody, in moods and levels that there are not.

INSERT INTO public.mood_history (timestamp, mood, trigger_event, duration_minutes, user_id, attraction_level, gandhi_genghis_level)
SELECT CASE WHEN n % 41 = 11 THEN NULL ELSE pg_temp.at(n * 2) END, pg_temp.mood(n), CASE WHEN n % 3 > 0 THEN 'because of ' || n END,
       CASE WHEN n % 4 > 0 THEN n % 90 END, pg_temp.who(n), pg_temp.level(n, 11), pg_temp.level(n + 20, 10)
  FROM pg_catalog.generate_series(1, :rows) AS n;

INSERT INTO public.mood_events (timestamp, user_id, personality_name, previous_mood, new_mood, previous_attraction_level, new_attraction_level, previous_gandhi_genghis_level, new_gandhi_genghis_level, trigger_event, explanation, context_data, created_at)
SELECT timestamp, COALESCE(user_id, ''), CASE n % 17 WHEN 4 THEN 'Robbie F' WHEN 5 THEN 'steve jobs' WHEN 6 THEN 'Clippy' ELSE 'Robbie' END,
       pg_catalog.left(CASE WHEN n % 7 > 0 THEN pg_temp.mood(n - 1) END, 50), pg_catalog.left(mood, 50), pg_temp.level(n - 1, 11), attraction_level, pg_temp.level(n + 19, 10), gandhi_genghis_level,
       trigger_event, 'Change ' || n, CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN '["a list"]' WHEN 2 THEN '{"duration_minutes": "mine"}' ELSE '{"room": "kitchen"}' END::jsonb,
       CASE WHEN n % 43 = 12 THEN NULL ELSE COALESCE(timestamp, pg_temp.at(n * 2)) END
  FROM (SELECT id - (SELECT pg_catalog.min(id) FROM public.mood_history) + 1 AS n, * FROM public.mood_history) AS history
 WHERE n % 3 > 0;

-- Sent once more by a program that had no answer.
INSERT INTO public.mood_events (timestamp, user_id, personality_name, previous_mood, new_mood, previous_attraction_level, new_attraction_level, previous_gandhi_genghis_level, new_gandhi_genghis_level, trigger_event, explanation, context_data, created_at)
SELECT timestamp, user_id, personality_name, previous_mood, new_mood, previous_attraction_level, new_attraction_level, previous_gandhi_genghis_level, new_gandhi_genghis_level, trigger_event, explanation, context_data, created_at
  FROM public.mood_events WHERE id % 10 = 3;

-- Two changes of one time that say different things, and one in the hour that clocks left out.
INSERT INTO public.mood_events (timestamp, user_id, personality_name, previous_mood, new_mood, new_attraction_level, trigger_event, created_at) VALUES
  ('2025-12-24 18:00:00', 'vera', 'Kristina', 'friendly', 'playful', 6, 'a present', '2025-12-24 18:00:00'),
  ('2025-12-24 18:00:00', 'vera', 'Kristina', 'playful', 'surprised', 7, 'another one', '2025-12-24 18:00:01'),
  ('2025-03-09 02:15:00', 'vera', 'Kristina', NULL, 'focused', 5, 'no such time', '2025-03-09 02:15:00');

UPDATE public.current_mood SET mood = 'Playful', attraction_level = 12, gandhi_genghis_level = 4, last_updated = '2026-01-02 09:00:00';

-- The files put in what they do with the time of the day.
UPDATE public.mood_events SET timestamp = '2025-02-28 00:00:00'::timestamp + id * INTERVAL '1 day', created_at = '2025-02-28 00:00:00' WHERE trigger_event = 'start';
