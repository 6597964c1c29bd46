CREATE TABLE IF NOT EXISTS personality_settings (
    user_id UUID NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    flirt_mode INTEGER DEFAULT 5 CHECK (flirt_mode BETWEEN 1 AND 10),
    gandhi_genghis_level INTEGER DEFAULT 3 CHECK (gandhi_genghis_level BETWEEN 1 AND 6),
    cocktail_lightning_level INTEGER DEFAULT 50 CHECK (cocktail_lightning_level BETWEEN 0 AND 100),
    current_mood TEXT DEFAULT 'neutral',
    current_expression TEXT DEFAULT 'friendly',
    personality_mode TEXT DEFAULT 'professional'
);
