import { expect, test } from "vitest";
import { wrap, wrapSql } from "../../src/print/wrap.js";

test("a text is broken between words and fits 80 characters", () => {
  const lines = wrap("some words ".repeat(30).trim(), "  ").split("\n");
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line).toMatch(/^ {2}\S.{0,77}$/);
});

test("a statement is never broken inside of quotes, where a line break would be part of the name", () => {
  const name = `"${"a b ".repeat(30)}"`;
  const sql = `ALTER TABLE public.${name} ADD CHECK (v <> 'it''s ${"x y ".repeat(25)}')`;
  const lines = wrapSql(sql, "    ").split("\n");
  expect(lines.map((line) => line.trim()).join(" ")).toBe(sql);
  expect(lines.length).toBeGreaterThan(2);
});
