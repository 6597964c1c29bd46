import { expect, test } from "vitest";
import { formatName, parseName } from "../src/catalog/names.js";

test.each([
  ["public.users", ["public", "users"]],
  ["public.Order-Items.é x", ["public", "Order-Items", "é x"]],
  ['public."a.b"."say ""hi"""', ["public", "a.b", 'say "hi"']],
])("%s is read, and written the same", (text, name) => {
  expect(parseName(text)).toEqual(name);
  expect(formatName(name)).toBe(text);
});

test.each(["users", "a.b.c.d", "a..b", 'a."b', ""])("%j is no name", (text) => {
  expect(parseName(text)).toBeUndefined();
});
