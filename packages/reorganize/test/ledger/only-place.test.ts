import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";

const src = join(import.meta.dirname, "../../src");

/** Where the schema of a reorganization may be named beside the ledger. */
const allowed = [
  "catalog/own-schema.ts",
  // They tell user objects from ours.
  "catalog/user-schema.ts",
  "catalog/delta/user-objects.ts",
  "catalog/delta/facts.ts",
  "catalog/observer/observe.ts",
  "catalog/dump/read-dump.ts",
  // A suffix of names, not the schema.
  "catalog/temporary-name.ts",
];

/** The schema as a name in SQL or TypeScript: before a dot or a quote, or by its constant. */
const naming = /(?<![\w~-])_reorganize["'.]|\bownSchema\b/;

it("knows the schema of a reorganization in the ledger alone", () => {
  const files = readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(src, join(entry.parentPath, entry.name)));
  const found = files.filter((file) => naming.test(readFileSync(join(src, file), "utf8")));
  expect(found.filter((file) => !file.startsWith("ledger/") && !allowed.includes(file))).toEqual(
    [],
  );
});
