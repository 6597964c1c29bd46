import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readStatements, SqlSyntaxError } from "../src/index.js";

describe("readStatements", () => {
  test("gives each statement its kind, text and line, whatever stands before and inside it", async () => {
    const script = `-- é, ß and 🐘 take several bytes
CREATE INDEX CONCURRENTLY "größe" ON a.b (c);

/* a; /* nested; */ comment */ SELECT ';', $$;$$, E'\\';';
CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;
ALTER TABLE a.b ADD CONSTRAINT "b;c" CHECK (c > 0) NOT VALID  -- the last one
`;
    const statements = await readStatements(script);
    expect(statements.map(({ kind, line }) => [kind, line])).toEqual([
      ["IndexStmt", 2],
      ["SelectStmt", 4],
      ["CreateFunctionStmt", 5],
      ["AlterTableStmt", 6],
    ]);
    expect(statements[0]?.text).toBe('CREATE INDEX CONCURRENTLY "größe" ON a.b (c)');
    expect(statements[1]?.text).toBe("SELECT ';', $$;$$, E'\\';'");
    expect(statements[3]?.text).toContain("NOT VALID");
    for (const { text, start } of statements) expect(script.startsWith(text, start)).toBe(true);
  });

  test("finds nothing in a script of comments and blanks", async () => {
    expect(await readStatements("")).toEqual([]);
    expect(await readStatements(" \n")).toEqual([]);
    expect(await readStatements("-- nothing\n/* at all */;;")).toEqual([]);
  });

  test("refuses what PostgreSQL would refuse, with its message and the line", async () => {
    const refusal = readStatements("SELECT 'é';\nCREATE TABEL a (b int);").catch((error) => error);
    expect(await refusal).toBeInstanceOf(SqlSyntaxError);
    expect(await refusal).toMatchObject({ message: 'syntax error at or near "TABEL"', line: 2 });
  });

  test("gives back the statements that a script was joined from", async () => {
    const words = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(words, async (texts) => {
        const written = texts
          .filter((text) => !text.includes("\0"))
          .map((text) => `SELECT '${text.replaceAll("'", "''")}' AS "a;b"`);
        const statements = await readStatements(written.join(";\n"));
        expect(statements.map(({ text }) => text)).toEqual(written);
      }),
    );
  });
});
