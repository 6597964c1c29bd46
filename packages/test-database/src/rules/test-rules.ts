import { beforeAll, describe, expect, it } from "vitest";
import type { TestDatabase } from "../database/use-test-database.js";
import type { AnyFactories } from "../factory/index.js";
import { fillEveryTable, tablesOf } from "./any-factories.js";
import { refusalOf } from "./refusal-of.js";
import { writtenColumns } from "./written-columns.js";

/** A constraint, and a statement that breaks it in tables that hold a row each. */
export type Breach = readonly [constraint: string, statement: string];

/** Statements that each break one rule. */
export interface Breaches {
  /** Of each CHECK at least one. */
  readonly checks: readonly Breach[];
  /** Of each unique rule at least one; primary keys are tried by themselves. */
  readonly uniques: readonly Breach[];
}

/**
 * Tests that the rules of the factories' tables refuse what breaks them, that each has its breach
 * here, and that each CHECK says in a sentence what it demands.
 */
export function testRules(
  db: TestDatabase,
  factories: AnyFactories,
  { checks, uniques }: Breaches,
): void {
  describe("the rules", () => {
    beforeAll(() => fillEveryTable(factories));

    it.each(checks)("%s refuses a value outside it: %s", async (constraint, statement) => {
      expect(await refusalOf(db.query(statement))).toEqual({ code: "23514", constraint });
    });

    it.each(uniques)("%s refuses a second such row", async (constraint, statement) => {
      expect(await refusalOf(db.query(statement))).toEqual({ code: "23505", constraint });
    });

    it.each(tablesOf(factories))("%s has one row a key", async (table) => {
      const columns = await writtenColumns(db, table);
      const again = db.query(
        `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${table} LIMIT 1`,
      );
      // Where a table is partitioned, it is the partition's key that refuses.
      const constraint = expect.stringMatching(`^${table.split(".")[1]}(_.+)?_pkey$`);
      expect(await refusalOf(again)).toEqual({ code: "23505", constraint });
    });

    it("are all broken here, and each CHECK says in a sentence what it demands", async () => {
      const found = await db.query<{ name: string; is_check: boolean; sentence: string | null }>(
        `SELECT conname AS name, true AS is_check,
           pg_catalog.obj_description(oid, 'pg_constraint') AS sentence
         FROM pg_catalog.pg_constraint
         WHERE contype = 'c' AND conrelid = ANY ($1::pg_catalog.regclass[])
         UNION ALL
         SELECT relname, false, NULL FROM pg_catalog.pg_index
         JOIN pg_catalog.pg_class ON pg_class.oid = indexrelid
         WHERE indisunique AND NOT indisprimary AND indrelid = ANY ($1::pg_catalog.regclass[])`,
        [tablesOf(factories)],
      );
      const broken = new Set([...checks, ...uniques].map(([constraint]) => constraint));
      expect(found.map(({ name }) => name).sort()).toEqual([...broken].sort());
      for (const { name, is_check, sentence } of found) {
        if (is_check) expect(sentence, name).toMatch(/^\w.* .+\.$/);
      }
    });
  });
}
