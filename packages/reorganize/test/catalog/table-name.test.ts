import { connectOnce } from "@deepiri/database";
import { testServerUrl } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  parseTableName,
  plainColumn,
  plainName,
  plainNamePattern,
  plainNameSql,
} from "../../src/catalog/table-name.js";

const anyName = fc.record({ schema: fc.string(), name: fc.string() }, { noNullPrototype: true });
/** Names of the characters that matter. */
const oddName = fc.record(
  { schema: fc.string({ unit: oddCharacter() }), name: fc.string({ unit: oddCharacter() }) },
  { noNullPrototype: true },
);

function oddCharacter(): fc.Arbitrary<string> {
  return fc.constantFrom(".", '"', "a", " ", "\n", "€");
}

it("reads every name that it wrote", () => {
  fc.assert(
    fc.property(fc.oneof(anyName, oddName), (table) => {
      expect(parseTableName(plainName(table))).toEqual(table);
    }),
  );
});

it.each([
  [{ schema: "public", name: "tasks" }, "public.tasks"],
  [{ schema: "Other-Team", name: "Order Items" }, "Other-Team.Order Items"],
  [{ schema: "a.b", name: "c" }, '"a.b".c'],
  [{ schema: "a", name: 'b"c' }, 'a."b""c"'],
])("writes %j as %s", (table, text) => {
  expect(plainName(table)).toBe(text);
});

it("writes a column after its table", () => {
  expect(plainColumn("public.tasks", "due")).toBe("public.tasks.due");
  expect(plainColumn("public.tasks", "due.date")).toBe('public.tasks."due.date"');
});

it.each(["tasks", "a.b.c", ".a", "a.", 'a."b', 'a"b.c', ""])("refuses %j", (text) => {
  expect(plainNamePattern.test(text)).toBe(false);
  expect(() => parseTableName(text)).toThrow("is not the name of a table");
});

it("is written the same by SQL", async () => {
  const client = await connectOnce(testServerUrl());
  try {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyName, oddName), async ({ schema, name }) => {
        fc.pre(![schema, name].some((part) => part === "" || part.includes("\0")));
        const { rows } = await client.query(
          `SELECT ${plainNameSql("given.schema", "given.name")} AS text FROM (SELECT $1::text, $2::text) AS given (schema, name)`,
          [schema, name],
        );
        expect(rows[0].text).toBe(plainName({ schema, name }));
      }),
    );
  } finally {
    await client.end();
  }
});
