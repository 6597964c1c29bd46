import { observedDifferences } from "@deepiri/observer";
import { migrate } from "@deepiri/schema-engine";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { expect, it } from "vitest";
import { observe } from "../../src/catalog/observer/observe.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { verifyUnderway } from "../../src/lifecycle/verify-underway.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { withSession } from "../../src/session/with-session.js";
import { inShop } from "../fixture/projected-shop.js";
import { readContent } from "../fixture/read-content.js";

it("takes a database whose rows change shape to the target and back", { timeout: 300_000 }, () =>
  inShop(({ url, client }) =>
    withSession(url, async (session) => {
      const plan = await makePlan(url, { database: "shop" });
      const before = [await observe(session), await readContent(session)] as const;
      expect(await applyPlan(session, plan)).toBe("applied");
      expect(await verifyUnderway(session)).toMatchObject({ ok: true });
      await expect(makePlan(url, { database: "shop" })).rejects.toThrow("under way");
      await client.query("INSERT INTO legacy.customers VALUES (1000, 'new', 'm', 's')");
      await client.query("DELETE FROM legacy.customers WHERE id = 1000");
      await rollBack(session);
      expect(observedDifferences(before[0], await observe(session))).toEqual([]);
      expect(await readContent(session)).toEqual(before[1]);

      expect(await applyPlan(session, plan)).toBe("applied");
      const [results] = await migrate(findDatabase(readWorkspace(), "shop"), { url });
      expect(results).toMatchObject({ alreadyApplied: 1, applied: [], grants: { applied: [] } });
    }),
  ),
);
