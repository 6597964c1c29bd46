import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { parseAst } from "vitest/node";

const src = join(import.meta.dirname, "../src");

/**
 * Files that read what PostgreSQL or pg-delta has printed, and why: of that there is no data. None of them reads
 * SQL that this package makes.
 */
const exceptions = new Map([
  ["catalog/canonical.ts", "a printed expression in a form that is printed the same again"],
  ["catalog/delta/virtual-columns.ts", "pg-delta's statement for a column, of another kind"],
  ["catalog/dump/dumped-objects.ts", "what pg_dump prints, which says which object it is about"],
  ["steps/convert/rename-column.ts", "the printed definition of an index, over another column"],
  ["catalog/objects/read-routines.ts", "the text of functions that users wrote"],
  ["steps/shared/repoint-key.ts", "the printed definition of a key, to another table"],
  ["steps/repair/repair-column.ts", "the word of a printed default, without the type behind it"],
]);

it("recognises no SQL of its own by its text", () => {
  const found = filesIn(src).flatMap((file) => {
    const name = relative(src, file);
    return exceptions.has(name) ? [] : recognitions(file).map((text) => `${name}: ${text}`);
  });
  expect(found, `regular expressions over our own SQL: ${found.length}`).toEqual([]);
});

it("has no exception that is not needed", () => {
  const needless = [...exceptions.keys()].filter(
    (name) => recognitions(join(src, name), /./).length === 0,
  );
  expect(needless).toEqual([]);
});

/** Words of SQL in capitals, as statements have them. */
const keyword =
  /\b(ADD|ALTER|CASCADE|CHECK|COLUMN|COMMENT|CONSTRAINT|CREATE|DEFAULT|DEFERRABLE|DELETE|DROP|EXCLUDE|FOREIGN|FROM|FUNCTION|GENERATED|GRANT|INDEX|INSERT|KEY|NOT|NULL|OWNER|PRIMARY|REFERENCES|REVOKE|SELECT|SET|TABLE|TRIGGER|TYPE|UNIQUE|UPDATE|USING|VALID|VIEW)\b/;

const comparisons = ["includes", "startsWith", "endsWith", "indexOf", "split", "match", "search"];

/** Texts that the file looks for in others: its regular expressions, and the arguments of comparisons. */
function recognitions(file: string, wanted = keyword): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    found.push(...textsLookedFor(node as Node).filter((text) => wanted.test(text)));
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(readFileSync(file, "utf8"), { lang: "ts" }));
  return found;
}

/** As much of a syntax tree as is looked at. */
interface Node {
  readonly type?: string;
  readonly regex?: { readonly pattern: string };
  readonly value?: unknown;
  /** What a template says between its expressions. */
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
  readonly callee?: Node & {
    readonly name?: string;
    readonly property?: { readonly name?: string };
  };
  readonly arguments?: readonly Node[];
}

function textsLookedFor({ type, regex, callee, arguments: given = [] }: Node): string[] {
  if (regex) return [regex.pattern];
  const isNew = type === "NewExpression" && callee?.name === "RegExp";
  const isComparison =
    type === "CallExpression" && comparisons.includes(callee?.property?.name ?? "");
  if (!isNew && !isComparison) return [];
  return given.flatMap(({ value, quasis = [] }) => {
    const parts = quasis.map((one) => one.value.raw);
    return typeof value === "string" ? [value] : parts;
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => join(folder, name));
}
