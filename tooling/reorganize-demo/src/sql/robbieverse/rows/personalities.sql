-- Who answers and with which words: two texts of one version that are both active, and texts for nobody.

UPDATE public.personality_categories SET created_at = '2025-02-01 09:00:00';

UPDATE public.personalities SET created_at = '2025-02-01 09:00:00', updated_at = '2025-02-01 09:00:00';

INSERT INTO public.personalities (category_id, name, short_description, avatar, default_flirt_mode, default_gandhi_genghis, is_active, created_at, updated_at, created_by) VALUES
  (NULL, 'Großmutter', 'Knows better', NULL, NULL, NULL, NULL, NULL, NULL, 'Allan'),
  (2, 'Old Bot', 'Retired', '🦖', 2, 2, false, '2025-02-02 09:00:00', '2025-02-03 09:00:00', NULL);

INSERT INTO public.moods (name, emoji, description, trigger_conditions, display_order) VALUES
  ('Sleepy ', '😴', NULL, '["night"]', NULL);

-- Taken away by hand one day, and never put back.
ALTER TABLE public.prompts DROP CONSTRAINT prompts_personality_id_fkey;

INSERT INTO public.prompts (personality_id, mood_id, system_prompt, tone, style, emoji_guidelines, example_responses, version, is_active, generation_method, usage_count, avg_satisfaction, last_optimized_at, optimized_by, created_at, updated_at)
SELECT 1 + n % 5, 1 + n % 6, 'You are number ' || n || '.', 'warm', 'short', NULL, CASE n % 3 WHEN 0 THEN NULL WHEN 1 THEN ARRAY['Yes.', NULL] ELSE ARRAY['No.'] END,
       1 + (n - 1) / 30, CASE WHEN n % 7 = 3 THEN NULL ELSE n % 4 > 0 END, pg_temp.pick('{auto,manual,dungeon_master}', n), CASE WHEN n % 8 = 5 THEN NULL ELSE n END,
       CASE WHEN n % 5 = 0 THEN NULL ELSE n % 5 + 0.5 END, CASE WHEN n % 2 = 0 THEN pg_temp.at(n) END, 'dungeon master', pg_temp.at(n), CASE WHEN n % 9 = 5 THEN NULL ELSE pg_temp.at(n + 50) END
  FROM pg_catalog.generate_series(1, LEAST(:rows, 90)) AS n;

-- Of nobody, of one who is gone, without a version, in the mood of none, and without a word.
INSERT INTO public.prompts (personality_id, mood_id, system_prompt, version, created_at, updated_at) VALUES
  (NULL, 1, 'Whose is this?', 1, '2025-02-02', '2025-02-02'),
  (99, 1, 'Of one who is gone', 1, '2025-02-02', '2025-02-02'),
  (7, 6, 'Without a version', NULL, '2025-02-02', '2025-02-02'),
  (3, NULL, 'In no mood', 1, '2025-02-02', '2025-02-02'),
  (7, 2, '  ', 1, '2025-02-02', '2025-02-02');

INSERT INTO public.prompt_optimizations (prompt_id, old_version, new_version, changes_made, optimization_reason, performance_before, performance_after, optimized_by, rollback_available, created_at)
SELECT CASE WHEN n % 11 = 10 THEN NULL ELSE n END, 1, 2, '{"tone": "warmer"}', 'It was cold', '{"score": 1}', CASE WHEN n % 2 = 0 THEN '{"score": 2}'::jsonb END, 'dungeon master', CASE WHEN n % 3 > 0 THEN true END,
       CASE WHEN n % 6 = 5 THEN NULL ELSE pg_temp.at(n) END
  FROM pg_catalog.generate_series(1, 24) AS n;

INSERT INTO public.dungeon_master_reviews (review_date, personalities_reviewed, prompts_optimized, summary, recommendations, changes_made, report_sent_to_allan, report_sent_at, allan_approved, allan_notes, created_at) VALUES
  ('2025-03-01', 5, 2, 'All well', ARRAY['More of it', NULL], '{}', true, '2025-03-01 23:00:00', true, 'Fine', '2025-03-01 22:00:00'),
  ('2025-03-02', NULL, -1, NULL, NULL, NULL, NULL, '2025-03-02 23:00:00', NULL, NULL, NULL),
  (NULL, 1, 1, 'Without a day', NULL, NULL, false, NULL, false, NULL, '2025-03-03 22:00:00');

-- Two texts that may be one user have settings of one personality.
INSERT INTO public.personality_instances (personality_id, user_id, flirt_mode, gandhi_genghis, current_mood_id, last_active) VALUES
  (1, 'allan', 9, 6, 3, '2025-12-01 10:00:00'),
  (1, 'Allan', 2, NULL, 1, '2025-06-01 10:00:00'),
  (3, 'vera', NULL, NULL, NULL, '2025-12-05 10:00:00'),
  (2, '', 5, 5, 2, NULL),
  (4, 'nobody else', 4, 4, 4, '2025-12-06 10:00:00');
