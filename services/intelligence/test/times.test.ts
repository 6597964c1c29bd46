import { useTestDatabase } from "@deepiri/test-database";
import { beforeAll, describe, expect, it } from "vitest";
import { ids, insertValidRows } from "./valid-rows.js";

const database = useTestDatabase("intelligence");
beforeAll(() => insertValidRows(database));

describe("updated_at", () => {
  it.each(["leases", "contracts", "obligations"])(
    "of %s becomes the time of the write, whatever the writer says",
    async (table) => {
      const rows = await database.query(
        `UPDATE intelligence.${table} SET notes = 'changed', updated_at = '2001-01-01'
         RETURNING updated_at = pg_catalog.timezone('utc', now()) AS now`,
      );
      expect(rows[0]).toEqual({ now: true });
    },
  );
});

describe("times that are left out", () => {
  it("are filled in UTC, not in the zone of the session", async () => {
    const client = await database.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("SET LOCAL TIME ZONE 'Asia/Tokyo'");
      const { rows } = await client.query(
        `INSERT INTO intelligence.lease_versions (lease_id, version_number, document_url, raw_text, abstracted_terms)
         VALUES ('${ids.lease}', 9, 'u', 't', '{}')
         RETURNING created_at = now() AT TIME ZONE 'UTC' AS created,
                   processed_at = now() AT TIME ZONE 'UTC' AS processed`,
      );
      expect(rows).toEqual([{ created: true, processed: true }]);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});
