CREATE TABLE IF NOT EXISTS shared_knowledge_base (
    id SERIAL PRIMARY KEY,
    town_id INTEGER REFERENCES towns (id),
    title TEXT NOT NULL,
    content TEXT,
    embedding vector(1536),
    shared_with TEXT[] DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS shared_enriched_records (
    id SERIAL PRIMARY KEY,
    record_type VARCHAR(50) NOT NULL,
    record JSONB NOT NULL
);

CREATE TABLE IF NOT EXISTS shared_market_intelligence (
    id SERIAL PRIMARY KEY,
    topic VARCHAR(255) NOT NULL,
    embedding vector(1536),
    found_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX IF NOT EXISTS idx_shared_knowledge_embedding ON shared_knowledge_base USING ivfflat (embedding vector_cosine_ops);
