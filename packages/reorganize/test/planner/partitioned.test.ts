import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { describeOpen } from "../../src/cli/describe-plan.js";
import type { OpenDecisionsError } from "../../src/findings/open-decisions-error.js";
import { findReshaped } from "../../src/findings/reshaped.js";
import { joinMapping } from "../../src/plan/join-mapping.js";
import { subjectName } from "../../src/plan/subject.js";
import { checkMapping } from "../../src/plan/workspace-mapping.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { withGround } from "../fixture/apply-plan.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

const memories = (schema: string): string => `
  CREATE TABLE ${schema}.memories (memory_id text, session_id text, user_id text, memory_type text, content text,
    metadata jsonb, importance float8, created_at timestamp NOT NULL, PRIMARY KEY (memory_id, created_at))
    PARTITION BY RANGE (created_at);
  CREATE TABLE ${schema}.memories_old PARTITION OF ${schema}.memories FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
  INSERT INTO ${schema}.memories (memory_id, memory_type, content, created_at)
    SELECT n, 'fact', 'x', '2025-01-01' FROM generate_series(1, 5) AS n;`;

it(
  "asks what becomes of a partitioned table where the target's is plain, and takes the answer",
  {
    timeout: 120_000,
  },
  () =>
    withGround(memories("public"), async ({ url }) => {
      const { open }: OpenDecisionsError = await makePlan(url).catch((error) => error);
      expect(open).toMatchObject([
        { on: { table: "public.memories" }, question: { finding: { kind: "partitioning" } } },
      ]);
      expect(stripVTControlCharacters(describeOpen(open))).toContain(`public.memories
  It is partitioned, and cyrex.memories of the target is not.
    make a plain table of its rows, under its name, and plan again
    it is unmanaged and stays, with its rows
      {"known":{"public.memories":"unmanaged"}}`);
      const answer = open[0]?.choices.at(-1)?.mapping;
      const mapping = checkMapping(joinMapping(workspaceMapping, answer), "mapping");
      const plan = await makePlan(url, { mapping });
      expect(plan.unmanaged).toContainEqual({
        object: { kind: "table", name: "public.memories" },
        reason: { code: "known", why: "unmanaged" },
      });
      expect(plan.sources.map(({ from }) => from)).not.toContain("public.memories");
      expect(plan.decisions.filter(({ on }) => on.table === "public.memories")).toEqual([]);
    }),
);

it("leaves no choice of a mapping where the target needs the name", { timeout: 60_000 }, () =>
  withGround(`CREATE SCHEMA cyrex; ${memories("cyrex")}`, async ({ url, table }) => {
    const { open }: OpenDecisionsError = await makePlan(url).catch((error) => error);
    expect(open.map(({ on, choices }) => [subjectName(on), choices])).toEqual([
      ["cyrex.memories", [{ answer: { code: "make plain" }, mapping: {} }]],
    ]);
    const source = await table("cyrex.memories");
    const plain = { ...source, partitioned: false };
    const found = findReshaped({ source: plain, target: source, columns: new Map() }, 5);
    expect(found).toContainEqual(
      expect.objectContaining({ kind: "partitioning", partitioned: false }),
    );
  }),
);
