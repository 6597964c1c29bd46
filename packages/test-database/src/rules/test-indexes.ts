import { describe, expect, it } from "vitest";
import type { TestDatabase } from "../database/use-test-database.js";

/** An index, and a query that it is there for. */
export type ServedQuery = readonly [index: string, query: string];

/**
 * Tests that each index serves the query that it is there for, whatever the planner thinks of a table that is almost empty:
 * the plan names it, and sorts nothing.
 */
export function testIndexes(db: TestDatabase, served: readonly ServedQuery[]): void {
  describe("an index that a query is written for", () => {
    it.each(served)("%s serves it, and nothing is sorted", async (index, query) => {
      const client = await db.owner.connect();
      try {
        await client.query(
          "BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off",
        );
        const { rows } = await client.query(`EXPLAIN (COSTS OFF) ${query}`);
        const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
        expect(plan).toContain(index);
        expect(plan).not.toContain("Sort");
      } finally {
        await client.query("ROLLBACK");
        client.release();
      }
    });
  });
}
