import { expect, it } from "vitest";
import { applySteps } from "../../src/executor/apply-steps.js";
import { undoSteps } from "../../src/executor/undo-steps.js";
import { queryable } from "../../src/session/queryable.js";
import { planConversion } from "../../src/steps/convert/convert.js";
import { readFit } from "../../src/steps/convert/read-fit.js";
import { begin, shapeOf, withBench } from "./convert-bench.js";

// A table without a primary key, as strangers have them.
const sql = `CREATE TYPE public.state AS ENUM ('todo', 'done');
  CREATE TABLE public.tasks (id int NOT NULL, status varchar(50), note text, "When" timestamptz,
    CONSTRAINT in_list CHECK (status IN ('todo', 'done')),
    CONSTRAINT not_empty CHECK (note <> ''),
    CONSTRAINT with_note CHECK (status IS NOT NULL OR note IS NOT NULL));
  CREATE INDEX plain ON public.tasks (status, "When");
  CREATE UNIQUE INDEX partial ON public.tasks (id) WHERE status <> 'done';
  CREATE INDEX pattern ON public.tasks (status varchar_pattern_ops);
  CREATE INDEX on_note ON public.tasks (note);
  INSERT INTO public.tasks SELECT n, 'todo' FROM generate_series(1, 1000) AS n`;

it("finds which rules and indexes the new type can have; all come back with the undo", async () => {
  await withBench(sql, async ({ session, program, table }) => {
    const before = await table("public.tasks");
    const subject = { table: before, column: "status", to: "public.state" };
    const fit = await readFit(queryable(program), subject);
    expect(fit).toEqual({
      keptChecks: ["in_list", "with_note"],
      droppedIndexes: ["partial", "pattern"],
    });
    const ofText = await readFit(session, { ...subject, column: "note" });
    expect(ofText).toEqual({ keptChecks: ["with_note"], droppedIndexes: [] });
    const goal = { ...subject, ...fit, defaultAfter: null, dependents: [] };
    const added = before.indexes
      .filter(({ name }) => name === "partial")
      .map((index) => ({
        ...index,
        using: "btree (id) WHERE (status <> 'done'::public.state)",
        unique: true,
      }));
    const plan = await begin(
      session,
      planConversion({
        ...goal,
        addedIndexes: added,
        enums: new Set(["public.state"]),
        forward: (column) => `${column}::text::public.state`,
        back: (column) => `${column}::text`,
      }),
    );
    await applySteps(session, plan, { batchSize: 100 });
    const after = await table("public.tasks");
    expect(after.constraints.map(({ name, validated }) => [name, validated])).toEqual([
      ["in_list", true],
      ["not_empty", true],
      ["with_note", true],
    ]);
    expect(after.indexes.map(({ name }) => name)).toEqual(["on_note", "partial", "plain"]);
    expect(after.indexes[1]).toMatchObject({
      unique: true,
      predicate: "(status <> 'done'::public.state)",
    });
    await undoSteps(session, plan);
    expect(shapeOf(await table("public.tasks"))).toEqual(shapeOf(before));
  });
});
