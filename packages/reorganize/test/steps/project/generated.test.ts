import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Projected, send, withProjected } from "./ground.js";
import { shapes } from "./shapes.js";
import { writes } from "./writes.js";

const sequence = (maxLength: number) => fc.array(writes, { maxLength });

const lives = fc.record({
  shape: shapes,
  before: sequence(4),
  during: sequence(3),
  after: sequence(8),
});

it(
  "gives what its query gives, whatever is written before, while and after it is filled",
  {
    timeout: 120_000,
  },
  () =>
    checkProperty(
      fc.asyncProperty(lives, ({ shape, before, during, after }) =>
        withProjected(shape.sql, shape.projections, async (ground) => {
          for (const one of before) await write(ground, one);
          const waiting = [...during];
          for (const { id, forward } of ground.steps)
            await send(ground.session, [forward], 2, async () => {
              if (id.action === "fill") await write(ground, waiting.shift() ?? []);
            });
          await expectEqual(ground, "filled");
          for (const one of after) {
            await write(ground, one);
            await expectEqual(ground, one.join("; "));
          }
        }),
      ),
      60,
    ),
);

async function write({ client }: Projected, statements: readonly string[]): Promise<void> {
  let refused = false;
  for (const sql of statements) {
    if (refused && !sql.startsWith("ROLLBACK") && sql !== "COMMIT") continue;
    try {
      await client.query(sql);
      if (sql.startsWith("ROLLBACK")) refused = false;
    } catch (error) {
      // Only the source's own rules may refuse it.
      const { schema, code } = error as { schema?: string; code?: string };
      if (schema !== "s" && code !== "21000") throw error;
      refused = statements.length > 1;
    }
  }
}

async function expectEqual(ground: Projected, after: string): Promise<void> {
  expect({ after, differences: await ground.differences() }).toEqual({ after, differences: [] });
  expect({ after, needlessly: await ground.needlesslyAside() }).toEqual({ after, needlessly: [] });
}
