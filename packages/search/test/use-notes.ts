import { randomUUID } from "node:crypto";
import { type RawClient, rawClient } from "@deepiri/database";
import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll } from "vitest";

/** Tenants of the tests. */
export const [acme, globex] = [
  "00000000-0000-4000-8000-00000000000a",
  "00000000-0000-4000-8000-00000000000b",
];
/** Viewers of the tests. */
export const [ann, bob] = [
  "00000000-0000-4000-8000-0000000000a1",
  "00000000-0000-4000-8000-0000000000b1",
];

export const collection = "notes.notes";

/** A note; null as owner is a note for all of the tenant. */
export interface Note {
  readonly id: string;
  readonly tenant_id: string;
  readonly owner_id: string | null;
  readonly kind: string;
  readonly title: string | null;
  readonly summary: string | null;
  readonly body: unknown;
}

const migration = `
  CREATE TABLE notes.notes (
    id uuid PRIMARY KEY, tenant_id uuid NOT NULL, owner_id uuid, kind text NOT NULL,
    title text, summary text, body jsonb, read_count integer NOT NULL DEFAULT 0
  );
  CREATE INDEX ON notes.notes (tenant_id);
  CREATE FUNCTION notes.visible(viewer uuid) RETURNS SETOF notes.notes LANGUAGE sql STABLE AS $$
    SELECT n.* FROM notes.notes AS n WHERE n.owner_id IS NULL OR n.owner_id = viewer
  $$;
  SELECT search.register('notes.notes', key => 'id', tenant => 'tenant_id', visible => 'notes.visible(uuid)',
    title => 'title', description => 'summary', content => 'body', kind => 'kind');
  SELECT search.add_model('notes.notes', 'small', 3);`;

/** A database in which a package has registered its notes, and clients with their different rights. */
export function useNotes() {
  const database = useTestDatabase("search");
  beforeAll(async () => await asMigrator(migration));

  /** Runs statements as migrations do. */
  async function asMigrator(sql: string): Promise<void> {
    const [row] = await database.query<{ role: string }>(
      "SELECT nspowner::regrole::text AS role FROM pg_namespace WHERE nspname = 'search'",
    );
    const connection = await database.owner.connect();
    try {
      await connection.query(`CREATE SCHEMA IF NOT EXISTS notes AUTHORIZATION ${row?.role}`);
      await connection.query(`SET ROLE ${row?.role}`);
      await connection.query(sql);
    } finally {
      await connection.query("RESET ROLE");
      connection.release();
    }
  }

  /** Writes notes, as the package's service does; what is left out is like in any other note. */
  async function write(...notes: readonly Partial<Note>[]): Promise<string[]> {
    const whole = notes.map((note) => ({
      id: randomUUID(),
      tenant_id: acme,
      owner_id: null,
      kind: "note",
      title: null,
      summary: null,
      body: null,
      ...note,
    }));
    await database.owner.query(
      `INSERT INTO notes.notes (id, tenant_id, owner_id, kind, title, summary, body)
       SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS n(id uuid, tenant_id uuid, owner_id uuid, kind text, title text, summary text, body jsonb)`,
      [JSON.stringify(whole)],
    );
    return whole.map(({ id }) => id);
  }

  return {
    database,
    asMigrator,
    write,
    /** Does all. */
    get client(): RawClient {
      return rawClient(database.owner);
    },
    /** Acts as this package's role, as a worker may. */
    get worker(): RawClient {
      return rawClient(database.pool);
    },
  };
}

/** Embeds texts that are vectors, such as `[1, 2, 3]`. */
export async function embedAsWritten(texts: readonly string[]): Promise<number[][]> {
  return texts.map((text) => JSON.parse(text) as number[]);
}
