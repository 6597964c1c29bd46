-- Whoever asks in the name of an organization meets its rows alone. What defines a personality is everybody's, and so is
-- how it is for the whole network.

SELECT tenancy.isolate('personality', shared => ARRAY[
  'personality_categories', 'personalities', 'personality_aliases', 'moods', 'prompts', 'prompt_optimizations',
  'dungeon_master_reviews', 'ai_personality_state', 'ai_state_history'
], columns => '{"*": "organization_id"}');
