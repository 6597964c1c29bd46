import { expect, test } from "vitest";
import { failingLine, statementStarts } from "../../src/engine/statement-lines.js";

test.each([
  ["plain statements", "SELECT 1;\nSELECT 2;", [1, 2]],
  ["empty statements", ";;\n;SELECT 1;;\n", [2]],
  ["a semicolon in a string", "SELECT ';';\nSELECT 2", [1, 2]],
  ["a doubled quote", "SELECT 'it''s;';\nSELECT 2", [1, 2]],
  ["an escaped quote", "SELECT E'\\';';\nSELECT 2", [1, 2]],
  ["a backslash that escapes nothing", "SELECT '\\';\nSELECT 2", [1, 2]],
  ["an odd identifier", 'SELECT 1 AS "a;b";\nSELECT 2', [1, 2]],
  ["a $$ body", "DO $$ BEGIN\n  NULL;\nEND $$;\nSELECT 2", [1, 4]],
  ["a tagged body with $$ in it", "DO $body$\n$$;$$ $body$;\nSELECT 2", [1, 3]],
  ["a parameter, which is no tag", "SELECT $1;\nSELECT $2", [1, 2]],
  ["a dollar in a name", "SELECT a$b$ FROM t;\nSELECT c$b$", [1, 2]],
  ["a line comment", "-- one;\n-- two\nSELECT 1; -- three;\nSELECT 2", [3, 4]],
  ["nested comments", "/* a; /* b; */ c; */ SELECT 1;\n/* d */\nSELECT 2", [1, 3]],
  [
    "a rule with two actions",
    "CREATE RULE r AS ON INSERT TO t DO (SELECT 1;\nSELECT 2);\nSELECT 3",
    [1, 3],
  ],
  [
    "a body in plain SQL",
    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\n SELECT CASE WHEN true THEN 1 END;\n SELECT 2;\nEND;\nSELECT 3",
    [1, 5],
  ],
  ["a transaction of its own", "BEGIN;\nSELECT 1;\nEND;\nSELECT 2", [1, 2, 3, 4]],
  ["a string that never ends", "SELECT 'a;\nb;", [1]],
])("%s", (_title, script, lines) => {
  const found = statementStarts(script).map((_start, index) => failingLine(script, index));
  expect(found).toEqual(lines);
});

test("after the last statement there is no line", () => {
  expect(failingLine("SELECT 1;", 1)).toBeUndefined();
});
