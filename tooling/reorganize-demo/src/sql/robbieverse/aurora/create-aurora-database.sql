CREATE DATABASE aurora;
\c aurora
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE users (
    id SERIAL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    town TEXT DEFAULT 'aurora'
);
CREATE TABLE conversations (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES users (id),
    topic TEXT,
    started_at TIMESTAMP DEFAULT now()
);
CREATE TABLE messages (
    id SERIAL PRIMARY KEY,
    conversation_id INTEGER REFERENCES conversations (id),
    sender TEXT NOT NULL,
    content TEXT NOT NULL,
    embedding vector(1536),
    sent_at TIMESTAMP DEFAULT now()
);
CREATE TABLE knowledge_base (
    id SERIAL PRIMARY KEY,
    content TEXT NOT NULL,
    embedding vector(1536)
);
CREATE INDEX messages_embedding ON messages USING ivfflat (embedding vector_cosine_ops) WITH (lists = 100);
ALTER SYSTEM SET shared_buffers = '2GB';
CREATE VIEW recent_messages AS SELECT * FROM messages WHERE sent_at > now() - INTERVAL '1 day';
