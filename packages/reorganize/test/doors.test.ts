import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const src = join(import.meta.dirname, "../src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ name, text: readFileSync(join(src, name), "utf8") }));

function filesWith(pattern: RegExp): string[] {
  return files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);
}

it("knows pg-delta behind one door", () => {
  const found = filesWith(/"@supabase\/pg-delta/);
  expect(found.filter((name) => !name.startsWith("catalog/delta/"))).toEqual([]);
});

it("splits no name at its dots: parseTableName reads it", () => {
  expect(filesWith(/\.split\((["'`])\.\1\)/)).toEqual([]);
});
