CREATE TABLE IF NOT EXISTS conversations (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id UUID REFERENCES users (id) ON DELETE CASCADE,
    title VARCHAR(255),
    type VARCHAR(50) DEFAULT 'chat' CHECK (type IN ('chat', 'support', 'training', 'system', 'vengeance')),
    status VARCHAR(20) DEFAULT 'active' CHECK (status IN ('active', 'archived', 'deleted')),
    created_at TIMESTAMPTZ DEFAULT now(),
    updated_at TIMESTAMPTZ DEFAULT now(),
    last_message_at TIMESTAMPTZ,
    message_count INTEGER DEFAULT 0,
    metadata JSONB DEFAULT '{}',
    tags TEXT[] DEFAULT '{}',
    importance_score INTEGER DEFAULT 5 CHECK (importance_score BETWEEN 1 AND 10)
);

CREATE TABLE IF NOT EXISTS messages (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    conversation_id UUID REFERENCES conversations (id) ON DELETE CASCADE,
    role VARCHAR(20) NOT NULL CHECK (role IN ('user', 'assistant', 'system', 'gatekeeper', 'mentor', 'robbie')),
    content TEXT NOT NULL,
    embedding vector(1536),
    created_at TIMESTAMPTZ DEFAULT now(),
    edited_at TIMESTAMPTZ,
    deleted_at TIMESTAMPTZ,
    metadata JSONB DEFAULT '{}',
    token_count INTEGER DEFAULT 0,
    model_used VARCHAR(100),
    emotional_tone VARCHAR(50),
    confidence_score FLOAT DEFAULT 1 CHECK (confidence_score BETWEEN 0 AND 1),
    parent_message_id UUID REFERENCES messages (id),
    reaction_emojis JSONB DEFAULT '[]',
    is_pinned BOOLEAN DEFAULT false,
    is_flagged BOOLEAN DEFAULT false,
    flag_reason TEXT
);

CREATE TABLE IF NOT EXISTS ai_memories (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    user_id UUID REFERENCES users (id) ON DELETE CASCADE,
    category VARCHAR(50) NOT NULL CHECK (category IN ('preference', 'fact', 'relationship', 'behavior', 'context', 'skill', 'goal', 'emotion', 'decision', 'feedback')),
    subject VARCHAR(255) NOT NULL,
    content TEXT NOT NULL,
    embedding vector(1536),
    confidence_level FLOAT DEFAULT 0.5 CHECK (confidence_level BETWEEN 0 AND 1),
    importance_level INTEGER DEFAULT 5 CHECK (importance_level BETWEEN 1 AND 10),
    evidence_count INTEGER DEFAULT 1,
    evidence_examples TEXT[],
    contextual_tags TEXT[],
    created_at TIMESTAMPTZ DEFAULT now(),
    last_accessed TIMESTAMPTZ DEFAULT now(),
    access_count INTEGER DEFAULT 1,
    decay_rate FLOAT DEFAULT 0.95,
    is_core_memory BOOLEAN DEFAULT false,
    expires_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS conversation_context (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    conversation_id UUID REFERENCES conversations (id) ON DELETE CASCADE,
    context_key VARCHAR(255) NOT NULL,
    context_value JSONB NOT NULL,
    created_at TIMESTAMPTZ DEFAULT now(),
    expires_at TIMESTAMPTZ,
    UNIQUE (conversation_id, context_key)
);

CREATE TABLE IF NOT EXISTS ai_mentors (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    name VARCHAR(100) NOT NULL UNIQUE,
    system_prompt TEXT NOT NULL,
    style JSONB DEFAULT '{}',
    tools TEXT[] DEFAULT '{}'
);

CREATE INDEX IF NOT EXISTS idx_conversations_user ON conversations (user_id);
CREATE INDEX IF NOT EXISTS idx_conversations_tags ON conversations USING gin (tags);
CREATE INDEX IF NOT EXISTS idx_messages_conversation ON messages (conversation_id);
CREATE INDEX IF NOT EXISTS idx_messages_embedding ON messages USING ivfflat (embedding vector_cosine_ops);
CREATE INDEX IF NOT EXISTS idx_ai_memories_tags ON ai_memories USING gin (contextual_tags);
CREATE INDEX IF NOT EXISTS idx_ai_memories_embedding ON ai_memories USING ivfflat (embedding vector_cosine_ops);

CREATE OR REPLACE FUNCTION update_conversation_on_message() RETURNS TRIGGER
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE conversations
       SET last_message_at = NEW.created_at, message_count = message_count + 1, updated_at = now()
     WHERE id = NEW.conversation_id;
    RETURN NEW;
END
$$;

CREATE TRIGGER conversation_on_message AFTER INSERT ON messages
    FOR EACH ROW EXECUTE FUNCTION update_conversation_on_message();
