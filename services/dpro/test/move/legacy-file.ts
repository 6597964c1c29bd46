import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sqlite from "node-sqlite3-wasm";
import { onTestFinished } from "vitest";

/** An SQLite file that a script has made; it goes away with the test. */
export function legacyFile(script: string): string {
  const folder = mkdtempSync(join(tmpdir(), "dpro-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "dpro.db");
  const database = new sqlite.Database(file);
  try {
    database.exec(script);
  } finally {
    database.close();
  }
  return file;
}

const stamps =
  "created_at timestamp DEFAULT CURRENT_TIMESTAMP, updated_at timestamp DEFAULT CURRENT_TIMESTAMP";

/** The tables as the reference document has them. */
export const shapeA = `
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, username TEXT NOT NULL UNIQUE, full_name TEXT NOT NULL, password_hash TEXT NOT NULL, is_active BOOLEAN DEFAULT 1, is_admin BOOLEAN DEFAULT 0, ${stamps}, last_login TIMESTAMP);
CREATE TABLE user_sessions (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, session_token TEXT NOT NULL UNIQUE, expires_at TIMESTAMP NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, is_active BOOLEAN DEFAULT 1);
CREATE TABLE user_settings (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL UNIQUE, chat_settings TEXT NOT NULL DEFAULT '{}', profile_settings TEXT NOT NULL DEFAULT '{}', ${stamps});
CREATE TABLE activity_logs (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER, action TEXT NOT NULL, details TEXT, ip_address TEXT, user_agent TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE agents (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL DEFAULT 1, name VARCHAR(255) NOT NULL, description TEXT DEFAULT '', avatar_url VARCHAR(500), model_provider VARCHAR(50) DEFAULT 'openai', model_name VARCHAR(100) DEFAULT 'gpt-3.5-turbo', system_prompt TEXT DEFAULT 'You help.', temperature VARCHAR(10) DEFAULT '0.7', max_tokens INTEGER DEFAULT 2048, timeout_seconds INTEGER DEFAULT 300, api_key TEXT DEFAULT '', agent_type TEXT DEFAULT 'main', parent_agent_id INTEGER REFERENCES agents (id), capabilities TEXT DEFAULT '', agent_config TEXT DEFAULT '{}', is_active BOOLEAN DEFAULT 1, is_public BOOLEAN DEFAULT 0, is_system BOOLEAN DEFAULT 0, ${stamps});
CREATE TABLE boards (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL DEFAULT 1, name VARCHAR(255) NOT NULL, description TEXT DEFAULT '', board_data TEXT DEFAULT '{}', is_active BOOLEAN DEFAULT 1, ${stamps});
CREATE TABLE workflows (id INTEGER PRIMARY KEY AUTOINCREMENT, board_id INTEGER NOT NULL, user_id INTEGER NOT NULL DEFAULT 1, name VARCHAR(255) NOT NULL, workflow_data TEXT DEFAULT '{}', status VARCHAR(50) DEFAULT 'active', ${stamps});
CREATE TABLE conversations (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL DEFAULT 1, agent_id INTEGER, title VARCHAR(255) NOT NULL DEFAULT 'New Conversation', ${stamps});
CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id INTEGER NOT NULL, user_id INTEGER NOT NULL, message TEXT NOT NULL, message_type VARCHAR(50) DEFAULT 'user', created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE tasks (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL DEFAULT 1, title VARCHAR(255) NOT NULL, description TEXT DEFAULT '', status VARCHAR(50) DEFAULT 'pending', priority VARCHAR(50) DEFAULT 'medium', due_date DATE, ${stamps});
CREATE TABLE marketplace_tools (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(255) NOT NULL, description TEXT DEFAULT '', category VARCHAR(100) DEFAULT 'general', version VARCHAR(50) DEFAULT '1.0.0', config TEXT DEFAULT '{}', is_active BOOLEAN DEFAULT 1, ${stamps});
CREATE TABLE system_info (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL, ${stamps});
`;

/** The tables as the program makes them when it starts on an empty file. */
export const shapeB = `
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, username TEXT NOT NULL UNIQUE, full_name TEXT, password_hash TEXT NOT NULL, role TEXT DEFAULT 'user', is_active BOOLEAN DEFAULT 1, ${stamps});
CREATE TABLE user_sessions (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL, session_token TEXT NOT NULL, refresh_token TEXT, expires_at TIMESTAMP NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE activity_logs (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER, action TEXT NOT NULL, details TEXT, ip_address TEXT, user_agent TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE agents (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL, name TEXT NOT NULL, description TEXT, model_provider TEXT DEFAULT 'openai', model_name TEXT DEFAULT 'gpt-3.5-turbo', system_prompt TEXT, temperature REAL DEFAULT 0.7, max_tokens INTEGER DEFAULT 1000, api_key TEXT, agent_type TEXT DEFAULT 'main', parent_agent_id INTEGER, is_active BOOLEAN DEFAULT 1, ${stamps});
CREATE TABLE conversations (id TEXT PRIMARY KEY, user_id INTEGER NOT NULL, agent_id INTEGER, title TEXT NOT NULL, is_active BOOLEAN DEFAULT 1, ${stamps});
CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL, content TEXT NOT NULL, sender_type TEXT NOT NULL, agent_id INTEGER, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE marketplace_tools (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, rating REAL, download_count INTEGER);
CREATE TABLE system_info (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
`;

/** The tables as an analysis of a live file counts their columns; what it does not name is made up. */
export const shapeC = `
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, username TEXT NOT NULL UNIQUE, full_name TEXT NOT NULL, password_hash TEXT NOT NULL, is_active BOOLEAN DEFAULT 1, is_admin BOOLEAN DEFAULT 0, ${stamps}, last_login TIMESTAMP);
CREATE TABLE user_settings (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL UNIQUE REFERENCES users (id), chat_settings TEXT NOT NULL DEFAULT '{}', profile_settings TEXT NOT NULL DEFAULT '{}', language TEXT, notifications TEXT, ${stamps});
CREATE TABLE user_sessions (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL REFERENCES users (id), session_token TEXT NOT NULL UNIQUE, expires_at TIMESTAMP NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, is_active BOOLEAN DEFAULT 1);
CREATE TABLE activity_logs (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER REFERENCES users (id), action TEXT NOT NULL, details TEXT, ip_address TEXT, user_agent TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE agents (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL, name TEXT NOT NULL, description TEXT, model_provider TEXT DEFAULT 'openai', model_name TEXT DEFAULT 'gpt-3.5-turbo', system_prompt TEXT, temperature REAL DEFAULT 0.7, max_tokens INTEGER DEFAULT 1000, api_key TEXT, agent_type TEXT DEFAULT 'main', parent_agent_id INTEGER, is_active BOOLEAN DEFAULT 1, ${stamps});
CREATE TABLE conversations (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL, agent_id INTEGER, title TEXT NOT NULL, is_active BOOLEAN DEFAULT 1, ${stamps});
CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id INTEGER NOT NULL, user_id INTEGER NOT NULL, message TEXT NOT NULL, message_type TEXT DEFAULT 'user', token_count INTEGER, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE boards (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL, name TEXT NOT NULL, description TEXT DEFAULT '', board_type TEXT, board_data TEXT DEFAULT '{}', theme TEXT, position INTEGER, is_public BOOLEAN DEFAULT 0, is_active BOOLEAN DEFAULT 1, ${stamps});
CREATE TABLE workflows (id INTEGER PRIMARY KEY AUTOINCREMENT, board_id INTEGER NOT NULL, user_id INTEGER NOT NULL, name TEXT NOT NULL, description TEXT, workflow_data TEXT DEFAULT '{}', status TEXT DEFAULT 'active', trigger_type TEXT, schedule TEXT, last_run_at TIMESTAMP, run_count INTEGER, version REAL, ${stamps});
CREATE TABLE tasks (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL, title TEXT NOT NULL, description TEXT DEFAULT '', status TEXT DEFAULT 'pending', priority TEXT DEFAULT 'medium', due_date DATE, assigned_to INTEGER, tags TEXT, estimated_hours REAL, completed_at TIMESTAMP, ${stamps});
CREATE TABLE marketplace_tools (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, description TEXT DEFAULT '', category TEXT DEFAULT 'general', version TEXT DEFAULT '1.0.0', config TEXT DEFAULT '{}', author TEXT, price REAL, tags TEXT, icon BLOB, rating REAL DEFAULT 0, download_count INTEGER DEFAULT 0, is_verified BOOLEAN DEFAULT 0, is_active BOOLEAN DEFAULT 1, ${stamps});
CREATE TABLE system_info (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL, description TEXT, is_public BOOLEAN DEFAULT 0, ${stamps});
`;
