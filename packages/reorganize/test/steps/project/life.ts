import fc from "fast-check";
import { expect } from "vitest";
import { sqlName } from "../../../src/catalog/catalog.js";
import { plainName } from "../../../src/catalog/table-name.js";
import type { Ground } from "../../fixture/apply-plan.js";
import { type Projected, projectedOn, send } from "./ground.js";
import { shapes } from "./shapes.js";
import { writes } from "./writes.js";

const sequence = (maxLength: number) => fc.array(writes, { maxLength });

/** A shape, and what is written before, while and after its targets are filled. */
export const lives = fc.record({
  shape: shapes,
  before: sequence(2),
  during: sequence(3),
  after: sequence(8),
});

export type Life = typeof lives extends fc.Arbitrary<infer One> ? One : never;

const begun = `
  INSERT INTO s.l VALUES ('p', 'x', 1), ('q', NULL, 1), ('s', 'z', NULL);
  INSERT INTO s.m VALUES (1, 'p', 1), (2, 'q', 2), (3, 'q', NULL), (4, NULL, 3);
  INSERT INTO s.o VALUES (1, 1, 'x'), (2, 4, 'y'), (3, NULL, 'z');
  INSERT INTO s.r (id, a, b, m_id, parent, n, doc) VALUES (1, 1, 'x', 1, NULL, 1.5, '{}'), (2, 1, 'y', 2, 1, NULL, NULL), (3, 2, 'x', 2, 1, 2, NULL), (4, NULL, NULL, NULL, 3, 3, NULL)`;

/** Lives it in the database, and fails unless the targets are as the queries say. */
export async function live(
  database: Ground,
  { shape, before, during, after }: Life,
): Promise<void> {
  await database.client.query(
    "ROLLBACK; SET client_min_messages = warning; DROP SCHEMA IF EXISTS s, t, _reorganize CASCADE",
  );
  await database.client.query(shape.sql);
  const ground = await projectedOn(database, shape.projections);
  await database.client.query(begun);
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
  // The earlier version of a row that cannot be compared any more stays.
  const isWhole = (await ground.aside()).every(({ state }) => state === "left out");
  await send(
    ground.session,
    ground.steps.toReversed().flatMap(({ inverse }) => inverse),
    3,
  );
  if (isWhole) expect(await leftBehind(ground)).toEqual([]);
}

/** Tables of the target that have rows. */
async function leftBehind({ projections, rows }: Projected): Promise<string[]> {
  const left: string[] = [];
  for (const { to } of projections)
    if ((await rows(`SELECT FROM ${sqlName(to)} LIMIT 1`)).length > 0) left.push(plainName(to));
  return left;
}

async function write({ client }: Projected, statements: readonly string[]): Promise<void> {
  let refused = false;
  for (const sql of statements) {
    if (refused && sql !== "ROLLBACK" && sql !== "COMMIT") continue;
    try {
      await client.query(sql);
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
