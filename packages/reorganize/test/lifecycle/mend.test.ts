import { expect, it } from "vitest";
import { mend } from "../../src/lifecycle/mend.js";
import { verify } from "../../src/verify/verify.js";
import { whenProjected } from "../fixture/projected.js";

it("makes rows again that were written past the triggers, and nothing else", () =>
  whenProjected(async ({ session, client, rows }, plan) => {
    expect(await mend(session, plan)).toBe(await setAside(rows));
    await client.query(`
      ALTER TABLE legacy.turns DISABLE TRIGGER "reorganize follow delete";
      DELETE FROM legacy.turns WHERE id = (SELECT min(id) FROM legacy.turns);
      UPDATE talk.messages SET content = 'other' WHERE id = (SELECT max(id) FROM talk.messages);
      ALTER TABLE legacy.turns ENABLE ALWAYS TRIGGER "reorganize follow delete"`);
    expect((await verify(session, plan)).ok).toBe(false);
    expect(await mend(session, plan)).toBeGreaterThan(await setAside(rows));
    expect(await verify(session, plan)).toMatchObject({ ok: true });
  }));

async function setAside(
  rows: (sql: string) => Promise<Record<string, unknown>[]>,
): Promise<number> {
  const [found] = await rows(
    "SELECT count(*)::int AS count FROM _reorganize.unprojected WHERE state <> 'left out'",
  );
  return Number(found?.count);
}
