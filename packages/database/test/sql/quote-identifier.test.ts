import { expect, test } from "vitest";
import { quoteIdentifier, quoteTable } from "../../src/index.js";

test.each([
  ["users", '"users"'],
  ["Order-Items", '"Order-Items"'],
  ['a"b', '"a""b"'],
])("%s becomes %s", (name, quoted) => {
  expect(quoteIdentifier(name)).toBe(quoted);
});

test("a table is quoted part by part", () => {
  expect(quoteTable("public", "Order.Items")).toBe('"public"."Order.Items"');
});

test.each(["", "a\0b"])("no identifier can be %j", (name) => {
  expect(() => quoteIdentifier(name)).toThrow(TypeError);
});
