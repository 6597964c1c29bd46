import { observedDifferences } from "@deepiri/observer";
import { expect, it } from "vitest";
import { observe } from "../../src/catalog/observer/observe.js";
import { describePlan } from "../../src/cli/describe-plan.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { verifyUnderway } from "../../src/lifecycle/verify-underway.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { withSession } from "../../src/session/with-session.js";
import { inShop, shopMapping } from "../fixture/projected-shop.js";
import { readContent } from "../fixture/read-content.js";

const sql = `
  CREATE TABLE legacy."50% Visits" (id int, at date, who text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE legacy.visits_2025 (who text, at date CONSTRAINT "50% Visits_at_not_null" NOT NULL, id int CONSTRAINT "50% Visits_id_not_null" NOT NULL);
  ALTER TABLE legacy."50% Visits" ATTACH PARTITION legacy.visits_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE TABLE legacy."Visits.2026" PARTITION OF legacy."50% Visits" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE INDEX ON legacy."50% Visits" (who);
  INSERT INTO legacy."50% Visits" SELECT n, '2025-06-01'::date + (n - 100) * 10, 'v' || n % 5 FROM generate_series(100, 140) AS n`;

const visitors = {
  to: "crm.customers",
  query: `SELECT min(v.id) AS id, v.who AS name, max(v.at)::text AS email FROM legacy."50% Visits" AS v GROUP BY v.who`,
};

it("follows writes to a partitioned table and to its partitions", { timeout: 300_000 }, () =>
  inShop(
    ({ url, client }) =>
      withSession(url, async (session) => {
        const plan = await makePlan(url, { database: "shop" });
        expect(describePlan(plan)).toContain("attach no partition that holds rows");
        const before = [await observe(session), await readContent(session)] as const;
        expect(await applyPlan(session, plan)).toBe("applied");
        const differences = async () => {
          const shown = "SELECT id::int, name, email FROM crm.customers WHERE id >= 100";
          const { rows } = await client.query(
            `(${shown} EXCEPT ${visitors.query}) UNION ALL (${visitors.query} EXCEPT ${shown})`,
          );
          return rows;
        };
        expect(await differences()).toEqual([]);
        for (const write of [
          `INSERT INTO legacy."50% Visits" VALUES (150, '2026-05-05', 'new'), (151, '2025-05-05', 'new')`,
          `INSERT INTO legacy.visits_2025 (id, at, who) VALUES (152, '2025-07-07', 'newer')`,
          `UPDATE legacy."Visits.2026" SET who = 'v0'`,
          `UPDATE legacy."50% Visits" SET at = at + interval '1 year' WHERE at < '2025-12-31' AND id % 2 = 0`,
          `DELETE FROM legacy.visits_2025 WHERE id % 3 = 0`,
        ]) {
          await client.query(write);
          expect(await differences()).toEqual([]);
        }
        await expect(client.query("TRUNCATE legacy.visits_2025")).rejects.toThrow("truncated");
        expect(await verifyUnderway(session)).toMatchObject({ ok: true });
        await rollBack(session);
        expect(observedDifferences(before[0], await observe(session))).toEqual([]);
      }),
    {
      sql,
      mapping: { ...shopMapping, projections: { ...shopMapping.projections, visitors } },
    },
  ),
);
