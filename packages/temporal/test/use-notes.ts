import { migratorRole } from "@deepiri/database";
import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll } from "vitest";

/** For a test file: a database with an empty schema `notes`, and migrations run as its owner. */
export function useNotes() {
  const db = useTestDatabase("temporal");
  /** Runs a script as a migration does: in one transaction, as the owner of all objects. */
  const migrate = async (script: string): Promise<void> => {
    const role = migratorRole(db.database);
    const client = await db.owner.connect();
    try {
      await client.query(`BEGIN; SET LOCAL ROLE "${role}"`);
      await client.query(script);
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    } finally {
      client.release();
    }
  };
  beforeAll(async () => {
    await db.owner.query(`CREATE SCHEMA notes AUTHORIZATION "${migratorRole(db.database)}"`);
  });
  /** Rows of one statement by the superuser, whom rights do not bind. */
  const sql = async <Row = Record<string, unknown>>(
    statement: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> => (await db.owner.query(statement, [...values])).rows as Row[];
  return { db, migrate, sql };
}
