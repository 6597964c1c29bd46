import { observedDifferences } from "@deepiri/observer";
import { migrate } from "@deepiri/schema-engine";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { expect, it } from "vitest";
import { observe } from "../../src/catalog/observer/observe.js";
import { describePlan } from "../../src/cli/describe-plan.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { verifyUnderway } from "../../src/lifecycle/verify-underway.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { withSession } from "../../src/session/with-session.js";
import { inShop, type Shop } from "../fixture/projected-shop.js";
import { readContent } from "../fixture/read-content.js";

const patience = { timeout: 300_000 };

it("takes a database whose rows change shape to the target and back", patience, () =>
  inShop((shop) => thereAndBack(shop)),
);

it("does so where db:migrate has built the target beside it", patience, () =>
  inShop(async (shop) => {
    await migrateShop(shop);
    await shop.client.query("INSERT INTO crm.customers (id, name) VALUES (7000, 'was there')");
    const text = await thereAndBack(shop);
    expect(text).toContain("crm.customers holds 1 row already, which stays");
    // The triggers of foreign keys, which hold for projected rows too.
    expect(text).not.toContain("RI_FKey");
    const { rows } = await shop.client.query("SELECT name FROM crm.customers WHERE id = 7000");
    expect(rows).toEqual([{ name: "was there" }]);
  }),
);

function migrateShop({ url }: Shop): ReturnType<typeof migrate> {
  return migrate(findDatabase(readWorkspace(), "shop"), { url });
}

/** Plans, applies, rolls back and applies again; returns what the plan says. */
async function thereAndBack(shop: Shop): Promise<string> {
  const { url, client } = shop;
  return withSession(url, async (session) => {
    const plan = await makePlan(url, { database: "shop" });
    const before = [await observe(session), await readContent(session)] as const;
    expect(await applyPlan(session, plan)).toBe("applied");
    expect(await verifyUnderway(session)).toMatchObject({ ok: true, problems: [], notes: [] });
    await expect(makePlan(url, { database: "shop" })).rejects.toThrow("under way");
    await client.query("INSERT INTO legacy.customers VALUES (1000, 'new', 'm', 's')");
    await client.query("DELETE FROM legacy.customers WHERE id = 1000");
    await rollBack(session);
    expect(observedDifferences(before[0], await observe(session))).toEqual([]);
    expect(await readContent(session)).toEqual(before[1]);

    expect(await applyPlan(session, plan)).toBe("applied");
    const [results] = await migrateShop(shop);
    expect(results).toMatchObject({ alreadyApplied: 1, applied: [], grants: { applied: [] } });
    return describePlan(plan).replaceAll(/\s+/g, " ");
  });
}
