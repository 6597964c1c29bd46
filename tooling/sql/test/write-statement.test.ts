import { expect, test } from "vitest";
import { readStatements, writeStatement } from "../src/index.js";

test.each([
  `ALTER TABLE public."Order-Items" DROP COLUMN "é x" CASCADE, ADD COLUMN "select" text[] DEFAULT CAST(ARRAY[] AS text[])`,
  `ALTER TABLE a ADD COLUMN b public."Mood" NOT NULL DEFAULT 'it''s'`,
  `CREATE UNIQUE INDEX "a""b" ON public."T" (x DESC, y public.gin_ops)`,
])("%s is written as it was read", async (sql) => {
  const [statement] = await readStatements(sql);
  expect(statement && writeStatement(statement.node)).toBe(sql);
});
