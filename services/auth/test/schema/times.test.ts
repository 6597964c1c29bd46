import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { type EveryTable, fillEveryTable, ownTables } from "../every-table.js";

const db = useTestDatabase("auth");
let rows: EveryTable;
beforeAll(async () => {
  rows = await fillEveryTable(db);
});

const tablesWithUpdatedAt = ["public.skill_trees", "public.skills", "public.social_connections"];

describe("times of auth's tables", () => {
  it.each(tablesWithUpdatedAt)(
    "%s gets updated_at in UTC on every update, whatever the writer says and wherever he is",
    async (table) => {
      const [row] = await inTokyo(
        `UPDATE ${table} SET updated_at = '2001-01-01', created_at = '2001-01-01' WHERE id = $1
         RETURNING updated_at = timezone('utc', now()) AS updated_now, created_at::text`,
        [rows[table]],
      );
      expect(row).toEqual({ updated_now: true, created_at: "2001-01-01 00:00:00" });
    },
  );

  it("has no table with updated_at beside those", async () => {
    const found = await db.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.columns
       WHERE column_name = 'updated_at' AND table_schema || '.' || table_name = ANY ($1)`,
      [ownTables],
    );
    expect(found.map(({ name }) => name).sort()).toEqual([...tablesWithUpdatedAt].sort());
  });

  it("defaults to now in UTC in every column, though the session is in Tokyo", async () => {
    const defaults = await db.query<{ place: string; expression: string }>(
      `SELECT table_schema || '.' || table_name || '.' || column_name AS place, column_default AS expression
       FROM information_schema.columns
       WHERE data_type LIKE 'timestamp%' AND column_default IS NOT NULL AND table_schema || '.' || table_name = ANY ($1)`,
      [ownTables],
    );
    expect(defaults).toHaveLength(10);
    for (const { place, expression } of defaults) {
      const [row] = await inTokyo(`SELECT ${expression} = now() AT TIME ZONE 'utc' AS is_utc`);
      expect(row, place).toEqual({ is_utc: true });
    }
  });
});

async function inTokyo(sql: string, params: unknown[] = []): Promise<unknown[]> {
  const client = await db.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL TIME ZONE 'Asia/Tokyo'");
    const { rows: found } = await client.query(sql, params);
    await client.query("ROLLBACK");
    return found;
  } finally {
    client.release();
  }
}
