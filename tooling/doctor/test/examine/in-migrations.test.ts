import type { Ownership } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { inMigrations } from "../../src/examine/in-migrations.js";
import type { Code } from "../../src/finding/codes.js";
import type { Finding } from "../../src/finding/finding.js";

const tables = new Map([["shop.items", { owner: { key: "shop" } }]]);

/** Of which package the migrations are to have the remedies, in the order of the findings. */
function placesOf(...findings: readonly Finding[]): (string | undefined)[] {
  const marked = inMigrations(findings, { tables } as unknown as Ownership);
  return marked.map(({ remedy }) => remedy.migrationOf);
}

function finding(code: Code, name: string, table = "items"): Finding {
  const subject = { kind: "index", schema: "shop", table, name };
  return { code, severity: "info", subject, evidence: {}, remedy: { sql: ["DROP INDEX"] } };
}

test("an index that migrations make goes in a migration of the table's package", () => {
  expect(placesOf(finding("redundant-index", "a"), finding("index-bloat", "b"))).toEqual([
    "shop",
    undefined,
  ]);
});

test("an index that no migration made, and one of a table that nobody owns, go by hand", () => {
  expect(placesOf(finding("redundant-index", "a"), finding("object-extra", "a"))).toEqual([
    undefined,
    undefined,
  ]);
  expect(placesOf(finding("redundant-index", "a", "loose"))).toEqual([undefined]);
});

test("a key without an index is not for a migration where the index of one is gone", () => {
  const found = placesOf(
    finding("foreign-key-without-index", "a_fkey"),
    finding("object-missing", "a_idx"),
  );
  expect(found).toEqual([undefined, undefined]);
});
