import sqlite from "node-sqlite3-wasm";

/** Makes an SQLite file with a table `events` of eight columns, as a small application keeps them. */
export function makeSqliteFile(file: string, rows: number): void {
  const database = new sqlite.Database(file);
  try {
    database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    database.exec(events);
    database.exec(fill(rows));
  } finally {
    database.close();
  }
}

const events = `CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL, action TEXT NOT NULL, score REAL,
  payload TEXT, ip VARCHAR(45), flag BOOLEAN, created_at DATETIME)`;

const fill = (rows: number): string => `
  WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
  INSERT INTO events
  SELECT i, i * 7919 % 50000, CASE i % 4 WHEN 0 THEN 'login' WHEN 1 THEN 'logout' WHEN 2 THEN 'chat' ELSE 'update' END,
         i * 0.37 / 3, '{"number":' || i || ',"text":"' || hex(zeroblob(i % 20 + 5)) || '"}',
         '10.0.' || (i % 256) || '.' || (i / 256 % 256), i % 2, datetime(1700000000 + i, 'unixepoch')
    FROM n`;
