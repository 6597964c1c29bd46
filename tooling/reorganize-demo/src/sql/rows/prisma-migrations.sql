-- One history for all services, as each of them would have it for itself: messaging finished, intelligence failed for want
-- of pgvector, auth was given up by hand, and the last one hangs.

CREATE TABLE public._prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
);

INSERT INTO public._prisma_migrations (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, applied_steps_count)
VALUES
  (pg_temp.id('migration', 1), repeat('a1', 32), '2025-03-02 09:00:01+00', '20250301120000_messaging_init', NULL, NULL, '2025-03-02 09:00:00+00', 1),
  (pg_temp.id('migration', 2), repeat('b2', 32), NULL, '20251101090000_intelligence_init',
    'A migration failed to apply: extension "vector" is not available. postgresql://deepiri:SECRET-MARKER-url@db/deepiri', NULL, '2025-11-02 09:00:00+00', 0),
  (pg_temp.id('migration', 3), repeat('c3', 32), NULL, '20260201090000_auth_users', 'relation "users" already exists', '2026-02-02 10:00:00+00', '2026-02-02 09:00:00+00', 0),
  (pg_temp.id('migration', 4), repeat('d4', 32), '2026-03-02 09:00:01+00', '20260301090000_messaging_receipts', NULL, NULL, '2026-03-02 09:00:00+00', 1),
  (pg_temp.id('migration', 5), repeat('e5', 32), NULL, '20260401090000_intelligence_unified_documents', NULL, NULL, '2026-04-02 09:00:00+00', 0);
