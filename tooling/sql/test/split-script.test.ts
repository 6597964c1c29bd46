import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readStatements, splitScript } from "../src/index.js";

const texts = async (script: string): Promise<string[]> =>
  (await splitScript(script)).map(({ kind, text }) =>
    kind === "statement" ? text : `meta ${text}`,
  );

describe("splitScript", () => {
  test.each([
    ["nothing", " -- only a remark\n;;", []],
    ["what nobody can parse", "CREATE TABEL a;\nSELECT 1;", ["CREATE TABEL a", "SELECT 1"]],
    [
      "quotes, bodies and parentheses",
      "SELECT ';', $$;$$, (1; 2);\nSELECT 2",
      ["SELECT ';', $$;$$, (1; 2)", "SELECT 2"],
    ],
    [
      "a body of SQL",
      "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3;",
      [
        "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
        "SELECT 3",
      ],
    ],
    ["a transaction", "BEGIN; SELECT 1; END;", ["BEGIN", "SELECT 1", "END"]],
    [
      "meta-commands, whatever is in them",
      "\\echo It's done\n\\set x 'a\nSELECT 'y';\n\\c other\nSELECT '\\d';",
      ["meta \\echo It's done", "meta \\set x 'a", "SELECT 'y'", "meta \\c other", "SELECT '\\d'"],
    ],
    [
      "a meta-command that sends",
      "SELECT 1 \\gexec\nSELECT 2;",
      ["meta \\gexec", "SELECT 1", "SELECT 2"],
    ],
    [
      "rows of COPY",
      "COPY a.b (c) FROM stdin;\nit's; one\n\\.\n\nSELECT 1;",
      ["COPY a.b (c) FROM stdin", "SELECT 1"],
    ],
    [
      "a quote that nobody closes: all that follows is in it",
      "SELECT 1; SELECT 'a; SELECT 2;",
      ["SELECT 1", "SELECT 'a; SELECT 2;"],
    ],
    ["a body that nobody closes", "SELECT 1; DO $x$ a; b", ["SELECT 1", "DO $x$ a; b"]],
    ["a comment that nobody closes", "SELECT 1; /* SELECT 2;", ["SELECT 1"]],
    [
      "what not even the scanner reads",
      "SELECT 1;\nSELECT 123abc;\nSELECT 3;",
      ["SELECT 1", "SELECT 123abc", "SELECT 3"],
    ],
  ])("divides %s", async (_, script, expected) => {
    expect(await texts(script)).toEqual(expected);
  });

  test("says on which line each begins", async () => {
    const pieces = await splitScript(
      "-- é\n\\echo 'x'\n\nSELECT\n1;\nCOPY a FROM stdin;\n1\n\\.\nSELECT 2",
    );
    expect(pieces.map(({ line }) => line)).toEqual([2, 4, 6, 9]);
  });

  test("divides what can be parsed as the parser does", async () => {
    const words = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(words, async (words) => {
        const script = words
          .map((word) => `SELECT '${word.replaceAll("'", "''").replaceAll("\0", "")}';`)
          .join("\n");
        const parsed = await readStatements(script);
        expect(await texts(script)).toEqual(parsed.map(({ text }) => text));
      }),
      { numRuns: 60 },
    );
  });
});
