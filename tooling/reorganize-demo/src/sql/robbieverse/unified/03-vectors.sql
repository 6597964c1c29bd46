CREATE TABLE IF NOT EXISTS embeddings (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    content_type VARCHAR(50) NOT NULL,
    content_id UUID NOT NULL,
    embedding vector(1536) NOT NULL,
    model VARCHAR(100) NOT NULL DEFAULT 'text-embedding-3-small',
    created_at TIMESTAMPTZ DEFAULT now(),
    UNIQUE (content_type, content_id, model)
);

CREATE TABLE IF NOT EXISTS knowledge_base (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    title VARCHAR(500) NOT NULL,
    content TEXT NOT NULL,
    embedding vector(1536),
    source VARCHAR(255),
    created_by UUID REFERENCES users (id),
    created_at TIMESTAMPTZ DEFAULT now()
);

CREATE TABLE IF NOT EXISTS documents (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    owner_id UUID REFERENCES users (id),
    path TEXT NOT NULL,
    content TEXT,
    embedding vector(1536)
);

CREATE TABLE IF NOT EXISTS embedding_cache (
    text_hash VARCHAR(64) PRIMARY KEY,
    embedding vector(1536) NOT NULL,
    expires_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS search_history (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id UUID REFERENCES users (id),
    query TEXT NOT NULL,
    created_at TIMESTAMPTZ DEFAULT now()
);

CREATE INDEX IF NOT EXISTS idx_embeddings_vector ON embeddings USING ivfflat (embedding vector_cosine_ops);

CREATE OR REPLACE FUNCTION find_similar(query vector(1536), most INTEGER DEFAULT 10)
RETURNS TABLE (content_id UUID, similarity FLOAT)
LANGUAGE sql STABLE AS $$
    SELECT content_id, 1 - (embedding <=> query) FROM embeddings ORDER BY embedding <=> query LIMIT most;
$$;

CREATE OR REPLACE FUNCTION clean_embedding_cache() RETURNS INTEGER
LANGUAGE sql AS $$
    WITH gone AS (DELETE FROM embedding_cache WHERE expires_at < now() RETURNING 1) SELECT count(*)::integer FROM gone;
$$;

SELECT cron.schedule('clean-embedding-cache', '0 * * * *', 'SELECT clean_embedding_cache()');
