-- Who answers, in which mood, and with which words.
CREATE TABLE IF NOT EXISTS personality_categories (
    id SERIAL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT,
    display_order INTEGER DEFAULT 0,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS personalities (
    id SERIAL PRIMARY KEY,
    category_id INTEGER REFERENCES personality_categories (id),
    name TEXT NOT NULL UNIQUE,
    short_description TEXT NOT NULL,
    avatar TEXT,
    default_flirt_mode INTEGER DEFAULT 7 CHECK (default_flirt_mode BETWEEN 1 AND 11),
    default_gandhi_genghis INTEGER DEFAULT 5 CHECK (default_gandhi_genghis BETWEEN 1 AND 10),
    is_active BOOLEAN DEFAULT true,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    created_by TEXT DEFAULT 'allan'
);

CREATE TABLE IF NOT EXISTS moods (
    id SERIAL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    emoji TEXT NOT NULL,
    description TEXT,
    trigger_conditions JSONB,
    display_order INTEGER DEFAULT 0
);

CREATE TABLE IF NOT EXISTS prompts (
    id SERIAL PRIMARY KEY,
    personality_id INTEGER REFERENCES personalities (id) ON DELETE CASCADE,
    mood_id INTEGER REFERENCES moods (id) ON DELETE CASCADE,
    system_prompt TEXT NOT NULL,
    tone TEXT,
    style TEXT,
    emoji_guidelines TEXT,
    example_responses TEXT[],
    version INTEGER DEFAULT 1,
    is_active BOOLEAN DEFAULT true,
    generation_method TEXT DEFAULT 'auto' CHECK (generation_method IN ('auto', 'manual', 'dungeon_master')),
    usage_count INTEGER DEFAULT 0,
    avg_satisfaction NUMERIC(3, 2),
    last_optimized_at TIMESTAMP,
    optimized_by TEXT,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (personality_id, mood_id, version)
);

CREATE INDEX IF NOT EXISTS idx_prompts_active ON prompts (personality_id, mood_id, is_active) WHERE is_active;

CREATE TABLE IF NOT EXISTS prompt_optimizations (
    id SERIAL PRIMARY KEY,
    prompt_id INTEGER REFERENCES prompts (id) ON DELETE CASCADE,
    old_version INTEGER,
    new_version INTEGER,
    changes_made JSONB,
    optimization_reason TEXT,
    performance_before JSONB,
    performance_after JSONB,
    optimized_by TEXT,
    rollback_available BOOLEAN DEFAULT true,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS dungeon_master_reviews (
    id SERIAL PRIMARY KEY,
    review_date DATE DEFAULT CURRENT_DATE UNIQUE,
    personalities_reviewed INTEGER,
    prompts_optimized INTEGER,
    summary TEXT,
    recommendations TEXT[],
    changes_made JSONB,
    report_sent_to_allan BOOLEAN DEFAULT false,
    report_sent_at TIMESTAMP,
    allan_approved BOOLEAN,
    allan_notes TEXT,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS personality_instances (
    id SERIAL PRIMARY KEY,
    personality_id INTEGER REFERENCES personalities (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    flirt_mode INTEGER CHECK (flirt_mode BETWEEN 1 AND 11),
    gandhi_genghis INTEGER CHECK (gandhi_genghis BETWEEN 1 AND 10),
    current_mood_id INTEGER REFERENCES moods (id),
    last_active TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (personality_id, user_id)
);

INSERT INTO personality_categories (name, description, display_order) VALUES
    ('Robbie', 'The assistant herself', 1),
    ('Mentors', 'Voices to learn from', 2),
    ('Pros', 'Voices for one kind of work', 3)
ON CONFLICT (name) DO NOTHING;

INSERT INTO moods (name, emoji, description, trigger_conditions, display_order) VALUES
    ('friendly', '😊', 'Warm and open', '{"default": true}', 1),
    ('focused', '🎯', 'Straight to the point', '{"keywords": ["urgent", "deadline", "critical"]}', 2),
    ('playful', '😏', 'Light and teasing', '{"attraction_min": 8}', 3),
    ('bossy', '😤', 'Takes the lead', '{"gandhi_min": 8, "keywords": ["crisis"]}', 4),
    ('surprised', '😲', 'Did not see it coming', '{"keywords": ["unexpected", "surprise"]}', 5),
    ('blushing', '😳', 'Between two only', '{"attraction": 11, "keywords": ["private"]}', 6)
ON CONFLICT (name) DO NOTHING;

INSERT INTO personalities (category_id, name, short_description, avatar, default_flirt_mode, default_gandhi_genghis)
SELECT category.id, given.name, given.description, given.avatar, given.flirt, given.level
  FROM (VALUES
    ('Robbie', 'Robbie F', 'Partner in all work', '👩', 11, 5),
    ('Robbie', 'Robbie M', 'The same, plainer', '👨', 3, 7),
    ('Mentors', 'Steve Jobs', 'Asks for less, and better', '🍎', 1, 9),
    ('Mentors', 'AllanBot', 'What Allan would say', '🤖', 5, 7),
    ('Pros', 'Kristina', 'Keeps days in order', '📅', 5, 4)
  ) AS given (category, name, description, avatar, flirt, level)
  JOIN personality_categories AS category ON category.name = given.category
ON CONFLICT (name) DO NOTHING;

CREATE OR REPLACE FUNCTION get_active_prompt(p_personality_id INTEGER, p_mood_id INTEGER)
RETURNS TABLE (system_prompt TEXT, tone TEXT, style TEXT, emoji_guidelines TEXT)
LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
    SELECT p.system_prompt, p.tone, p.style, p.emoji_guidelines
      FROM prompts AS p
     WHERE p.personality_id = p_personality_id AND p.mood_id = p_mood_id AND p.is_active
     ORDER BY p.version DESC
     LIMIT 1;
END
$$;

CREATE OR REPLACE FUNCTION determine_mood(p_attraction INTEGER, p_gandhi_genghis INTEGER, p_keywords TEXT[])
RETURNS TEXT
LANGUAGE plpgsql AS $$
BEGIN
    IF p_attraction = 11 AND 'private' = ANY (p_keywords) THEN RETURN 'blushing'; END IF;
    IF p_gandhi_genghis >= 8 OR 'crisis' = ANY (p_keywords) THEN RETURN 'bossy'; END IF;
    IF p_attraction >= 8 THEN RETURN 'playful'; END IF;
    IF p_keywords && ARRAY['urgent', 'deadline'] THEN RETURN 'focused'; END IF;
    IF p_keywords && ARRAY['unexpected', 'surprise'] THEN RETURN 'surprised'; END IF;
    RETURN 'friendly';
END
$$;
