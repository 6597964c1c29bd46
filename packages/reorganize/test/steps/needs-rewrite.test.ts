import { expect, it } from "vitest";
import { queryable } from "../../src/session/queryable.js";
import { needsRewrite } from "../../src/steps/convert/needs-rewrite.js";
import { withBench } from "./convert-bench.js";

const cases: [string, string, boolean][] = [
  ["character varying(50)", "public.state", true],
  ["text", "character varying(50)", true],
  ["character varying(50)", "character varying(40)", true],
  ["character varying(40)", "character varying(50)", false],
  ["character varying(50)", "text", false],
  ["integer", "bigint", true],
  // In UTC both are the same bits.
  ["timestamp with time zone", "timestamp without time zone", false],
  ["timestamp without time zone", "timestamp with time zone", false],
  ["text", "text", false],
  ["boolean", "date", true],
];

it("knows from PostgreSQL which changes of type rewrite the table", async () => {
  await withBench("CREATE TYPE public.state AS ENUM ('todo')", async ({ program, session }) => {
    await program.query("SET TimeZone = 'Asia/Tokyo'");
    for (const reader of [queryable(program), session])
      for (const [from, to, rewrites] of cases)
        expect([from, to, await needsRewrite(reader, from, to)]).toEqual([from, to, rewrites]);
    const { rows } = await program.query(
      "SELECT FROM pg_catalog.pg_class WHERE relname = 'rewritten'",
    );
    expect(rows).toEqual([]);
  });
});
