CREATE TABLE IF NOT EXISTS robbie_personality_state (
    id INTEGER PRIMARY KEY DEFAULT 1,
    user_id TEXT NOT NULL,
    mood TEXT NOT NULL CHECK (mood IN ('friendly', 'focused', 'playful', 'bossy', 'surprised', 'blushing')),
    intensity INTEGER NOT NULL CHECK (intensity BETWEEN 1 AND 10),
    flirt_mode INTEGER CHECK (flirt_mode BETWEEN 1 AND 11),
    gandhi_genghis INTEGER CHECK (gandhi_genghis BETWEEN 1 AND 10)
);
INSERT INTO robbie_personality_state (user_id, mood, intensity, flirt_mode, gandhi_genghis) VALUES ('allan', 'flirty', 11, 11, 5);
