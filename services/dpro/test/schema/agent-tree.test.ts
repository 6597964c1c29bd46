import { refusalOf, untilSomeoneWaits, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { dproFactories } from "../factories.js";

const db = useTestDatabase("dpro");
const { agents } = dproFactories(db);
const cycle = { code: "23514", constraint: "agents_parent_acyclic" };
const move = "UPDATE ai_agents.agents SET parent_agent_id = $2 WHERE id = $1";

describe("the tree of agents", () => {
  it.each([0, 1, 2, 7])("refuses a cycle of an agent and %i below it", async (depth) => {
    const chain = await insertChain(depth + 1);
    expect(await refusalOf(db.query(move, [chain[0], chain.at(-1)]))).toEqual(cycle);
  });

  it("says which agents, on which table, and what to do", async () => {
    const [top, below] = await insertChain(2);
    await expect(db.query(move, [top, below])).rejects.toMatchObject({
      message: `agent ${top} cannot go under agent ${below} of "ai_agents"."agents": that would close a cycle`,
      detail: `Upwards from the new parent: ${below} -> ${top}.`,
      hint: expect.stringContaining("first"),
    });
  });

  it("refuses a cycle closed by an insert that names its own id, or by two of one statement", async () => {
    const { userId } = await agents.create();
    const insert = `INSERT INTO ai_agents.agents (id, user_id, name, parent_agent_id)
                    SELECT id, $1, 'Twin', parent FROM (VALUES %) AS pair (id, parent)`;
    for (const pairs of ["(900001, 900001)", "(900001, 900002), (900002, 900001)"])
      expect(await refusalOf(db.query(insert.replace("%", pairs), [userId]))).toEqual(cycle);
  });

  it("lets one statement swap a parent and its child", async () => {
    const [top, below] = await insertChain(2);
    await db.query(
      `UPDATE ai_agents.agents SET parent_agent_id = CASE id WHEN $1::bigint THEN $2::bigint END
       WHERE id IN ($1, $2)`,
      [top, below],
    );
    expect(await parentOf(top)).toBe(`${below}`);
    expect(await parentOf(below)).toBeNull();
  });

  it("frees the children of a deleted agent", async () => {
    const [top, below] = await insertChain(2);
    await db.query("DELETE FROM ai_agents.agents WHERE id = $1", [top]);
    expect(await parentOf(below)).toBeNull();
  });

  it.each([
    ["READ COMMITTED", "23514"],
    ["REPEATABLE READ", "40001"],
  ])(
    "refuses the second of two moves that close a cycle together, under %s",
    async (isolation, code) => {
      const [[a], [b]] = [await insertChain(1), await insertChain(1)];
      const [first, second] = [await db.pool.connect(), await db.pool.connect()];
      try {
        await first.query("BEGIN");
        await second.query(`BEGIN ISOLATION LEVEL ${isolation}`);
        // Both have their snapshot before either moves.
        await second.query("SELECT FROM ai_agents.agents LIMIT 1");
        await first.query(move, [a, b]);
        const refusal = refusalOf(second.query(move, [b, a]));
        await untilSomeoneWaits(db);
        await first.query("COMMIT");
        expect((await refusal).code).toBe(code);
      } finally {
        await second.query("ROLLBACK");
        first.release();
        second.release();
      }
      expect(await parentOf(b)).toBeNull();
    },
  );
});

/** Agents each below the one before. */
async function insertChain(length: number): Promise<bigint[]> {
  const chain: bigint[] = [];
  while (chain.length < length) {
    chain.push((await agents.create({ parentAgentId: chain.at(-1) ?? null })).id);
  }
  return chain;
}

async function parentOf(id: bigint | undefined): Promise<string | null | undefined> {
  const sql = "SELECT parent_agent_id AS parent FROM ai_agents.agents WHERE id = $1";
  return (await db.query<{ parent: string | null }>(sql, [id]))[0]?.parent;
}
