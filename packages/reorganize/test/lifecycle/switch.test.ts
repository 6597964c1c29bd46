import { expect, it } from "vitest";
import { readUnderway } from "../../src/ledger/plan.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { NotVerifiedError } from "../../src/lifecycle/errors.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { readStatus } from "../../src/lifecycle/status.js";
import { switchBack, switchOver } from "../../src/lifecycle/switch.js";
import { verify } from "../../src/verify/verify.js";
import { type Ground, withGround } from "../fixture/apply-plan.js";
import { isKilled } from "../fixture/is-killed.js";
import { whenProjected } from "../fixture/projected.js";
import { agentsSql, smallReorganization } from "../fixture/small-reorganization.js";

const tables = ["legacy.turns", "legacy.users", "legacy.log", "legacy.junk"];

const stageOf = async ({ session }: Ground) => (await readUnderway(session))?.stage;

/** What the server says to a write; undefined when it takes it. */
async function refusal({ client }: Ground, write: string): Promise<object | undefined> {
  return client.query(write).then(
    () => undefined,
    ({ code, message, hint }) => ({ code, message, hint }),
  );
}

/** Which of the old tables refuse a write that changes nothing. */
async function closed(ground: Ground): Promise<string[]> {
  const refused: string[] = [];
  for (const table of tables)
    if (await refusal(ground, `DELETE FROM ${table} WHERE false`)) refused.push(table);
  return refused;
}

it("makes old tables read-only for their owner too, with a hint where their rows are now", () =>
  whenProjected(async (ground, plan) => {
    const switched = await switchOver(ground.session, {});
    expect(switched).toEqual({
      outcome: "switched",
      closed: expect.arrayContaining(tables),
      following: [],
    });
    expect(await refusal(ground, "INSERT INTO legacy.log VALUES (100, 'run', '1')")).toEqual({
      code: "55000",
      message: "legacy.log is read-only since the switch to the new tables",
      hint: "Its rows are in talk.audits, talk.runs now: write there.",
    });
    expect(await refusal(ground, "TRUNCATE legacy.junk")).toMatchObject({
      hint: "It is left out of the new schema, and will be dropped.",
    });
    await ground.client.query("SET session_replication_role = replica");
    expect(await closed(ground)).toEqual(tables);
    await ground.client.query("RESET session_replication_role");
    // Numbers go on behind those that came with the rows.
    expect(await ground.rows("INSERT INTO talk.runs (seconds) VALUES (5) RETURNING id")).toEqual([
      { id: 30 },
    ]);
    expect((await readStatus(ground.session))?.shapes).toMatchObject({ phase: "switched" });
    expect(await verify(ground.session, plan)).toMatchObject({ ok: true, stage: "switched" });
    expect(await switchOver(ground.session, {})).toMatchObject({ outcome: "already switched" });
  }));

it("refuses until all is as the queries say, and where nothing can be switched", () =>
  whenProjected(async (ground) => {
    await ground.client.query("UPDATE talk.messages SET content = 'other' WHERE id = 20");
    const refused = await switchOver(ground.session, {}).catch((error) => error);
    expect(refused).toBeInstanceOf(NotVerifiedError);
    expect(refused).toMatchObject({
      next: ["verify"],
      message: expect.stringContaining("nothing was switched"),
    });
    expect(await closed(ground)).toEqual([]);
    expect(await stageOf(ground)).toBe("applied");
    expect(await switchBack(ground.session)).toMatchObject({ outcome: "not switched" });
    await ground.client.query("UPDATE _reorganize.plan SET stage = 'applying'");
    await expect(switchOver(ground.session, {})).rejects.toMatchObject({ next: ["apply"] });
    await withGround(agentsSql, async (other) => {
      await expect(switchOver(other.session, {})).rejects.toThrow("nothing to switch");
      await applyPlan(other.session, await smallReorganization(other));
      await expect(switchOver(other.session, {})).rejects.toThrow("no rows change shape");
    });
  }));

it("waits for writes that are under way, so that none is behind the switch", () =>
  whenProjected(async (ground, plan) => {
    await ground.client.query("BEGIN; UPDATE legacy.turns SET asked = 'late' WHERE id = 3");
    const switching = switchOver(ground.session, {});
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await stageOf(ground).catch(() => "switching")).not.toBe("switched");
    await ground.client.query("COMMIT");
    await switching;
    expect(await ground.rows("SELECT content FROM talk.messages WHERE id = 6")).toEqual([
      { content: "late" },
    ]);
    expect((await verify(ground.session, plan)).shapes?.projections.every(({ ok }) => ok)).toBe(
      true,
    );
  }));

const programs = `
  INSERT INTO talk.messages VALUES (900, 'new', 'row', 1), (901, 'new', 'row', 1);
  UPDATE talk.messages SET content = 'edited' WHERE id = 20; DELETE FROM talk.messages WHERE id = 22`;
const written = [{ table: "talk.messages", added: 2, changed: 1, deleted: 1 }];

it("goes back, and counts what the old tables do not have", () =>
  whenProjected(async (ground, plan) => {
    await ground.client.query("INSERT INTO talk.messages VALUES (899, 'before', 'it', 1)");
    await switchOver(ground.session, {});
    await ground.client.query(programs);
    expect((await verify(ground.session, plan)).ok).toBe(true);
    expect(await switchBack(ground.session)).toEqual({
      outcome: "switched back",
      opened: expect.arrayContaining(tables),
      written,
    });
    expect(await closed(ground)).toEqual([]);
    expect(await stageOf(ground)).toBe("applied");
    await ground.client.query("UPDATE legacy.turns SET asked = 'again' WHERE id = 3");
    expect(
      await ground.rows("SELECT content FROM talk.messages WHERE id IN (6, 900) ORDER BY id"),
    ).toEqual([{ content: "again" }, { content: "row" }]);
  }));

it("is undone by a rollback, which keeps and counts what programs wrote since", () =>
  whenProjected(async (ground) => {
    await switchOver(ground.session, {});
    await ground.client.query(programs);
    const back = await rollBack(ground.session, { batchSize: 7 });
    expect(back).toMatchObject({
      written,
      left: [{ table: '_reorganize."written to talk.messages"', rows: 3 }],
    });
    expect(await closed(ground)).toEqual([]);
    expect(
      await ground.rows(
        `SELECT document ->> 'content' AS content FROM _reorganize."written to talk.messages" ORDER BY 1`,
      ),
    ).toEqual([{ content: "edited" }, { content: "row" }, { content: "row" }]);
    expect(await ground.rows("SELECT tgname FROM pg_trigger")).toEqual([]);
  }));

it("can be killed at any point, and goes on or back from there", () =>
  whenProjected(async (ground, plan) => {
    for (let point = 0; ; point += 1) {
      const killed = await isKilled(ground.url, point, async (session) => {
        await switchOver(session, {});
      });
      if (!killed) break;
      if (point % 2 === 0) await switchOver(ground.session, {});
      expect(await closed(ground)).toEqual(point % 2 === 0 ? tables : expect.anything());
      for (let back = 0; ; back += 1) {
        const again = await isKilled(ground.url, back, async (session) => {
          await switchBack(session);
        });
        if (!again) break;
      }
      expect(await closed(ground)).toEqual([]);
      expect(await stageOf(ground)).toBe("applied");
    }
    expect(await closed(ground)).toEqual(tables);
    expect((await verify(ground.session, plan)).ok).toBe(true);
  }));
