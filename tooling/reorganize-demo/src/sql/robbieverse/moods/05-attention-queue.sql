CREATE TABLE IF NOT EXISTS attention_queue (
    id SERIAL PRIMARY KEY,
    subject TEXT NOT NULL,
    priority INTEGER DEFAULT 5,
    embedding vector(1536),
    handled BOOLEAN DEFAULT false
);
CREATE TABLE IF NOT EXISTS priorities (
    id SERIAL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    weight NUMERIC(3, 2) DEFAULT 0.5
);
CREATE TABLE IF NOT EXISTS ai_personalities (
    id SERIAL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    prompt TEXT NOT NULL
);
CREATE MATERIALIZED VIEW attention_now AS SELECT * FROM attention_queue WHERE NOT handled ORDER BY priority;
