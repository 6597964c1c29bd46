import { migratorRole } from "@deepiri/database";
import type { TestDatabase } from "@deepiri/test-database";

const references =
  "FOREIGN KEY (organization_id, town_id) REFERENCES core.towns (organization_id, id) ON DELETE RESTRICT";

/** Makes a schema with a table of notes, of which some belong to towns, and one in partitions, as a migration would. */
export async function makeNotes({ owner, database }: TestDatabase): Promise<void> {
  const columns = "organization_id uuid NOT NULL, id uuid DEFAULT gen_random_uuid(), town_id uuid";
  const connection = await owner.connect();
  try {
    await connection.query(`CREATE SCHEMA notes AUTHORIZATION ${migratorRole(database)};
      SET ROLE ${migratorRole(database)};
      GRANT USAGE ON SCHEMA notes TO PUBLIC;
      CREATE TABLE notes.note (${columns}, text text, PRIMARY KEY (organization_id, id), ${references});
      CREATE INDEX ON notes.note (organization_id, text);
      CREATE TABLE notes.daily (${columns}, day date, PRIMARY KEY (organization_id, day, id), ${references})
        PARTITION BY RANGE (day);
      CREATE TABLE notes.daily_2026 PARTITION OF notes.daily FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA notes TO PUBLIC;
      SELECT tenancy.isolate('notes', columns => '{"*": "organization_id"}');
      SELECT core.isolate_towns('notes.note'), core.isolate_towns('notes.daily')`);
  } finally {
    connection.release(true);
  }
}
