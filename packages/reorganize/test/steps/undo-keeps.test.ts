import { afterAll, beforeAll, expect, it } from "vitest";
import { isAboutRights } from "../../src/catalog/delta/object-id.js";
import { readUserObjects, userObjectActions } from "../../src/catalog/delta/user-objects.js";
import { applySteps } from "../../src/executor/apply-steps.js";
import { beginJournal } from "../../src/ledger/begin-journal.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { planSteps } from "../../src/planner/plan-steps.js";
import { Session } from "../../src/session/session.js";
import { atMessyDatabase, createMessyDatabase } from "../fixture/at-messy-database.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.drop());

const options = { broken: true, unmanaged: false };

it("keeps rows of new tables when it is rolled back, even those of types that go too", {
  timeout: 120_000,
}, async () => {
  const steps = await stepsOf("init-27");
  await atMessyDatabase(
    "init-27",
    async (url) => {
      const before = await readUserObjects(url);
      const session = new Session(url);
      try {
        await beginJournal(session, { steps }, "of this test");
        await applySteps(session, { steps });
        await session.query(`INSERT INTO intelligence.leases
            (lease_number, tenant_name, property_address, document_url, start_date, end_date, status, user_id)
          SELECT 'N-1', 'Tenant', '1 Main Street', 'https://files.example.com/n-1', now(), now(), 'COMPLETED', id
            FROM public.users LIMIT 1`);
        await session.query(
          "INSERT INTO public.users (email, password, name) VALUES ('late@example.com', 'x', 'Late')",
        );
        expect((await rollBack(session)).left).toEqual([
          { table: '_reorganize."written to intelligence.leases"', rows: 1 },
        ]);
        const kept = await session.query(
          `SELECT document ->> 'status' AS status FROM _reorganize."written to intelligence.leases"`,
        );
        expect(kept).toEqual([{ status: "COMPLETED" }]);
        const late = "SELECT FROM public.users WHERE email = 'late@example.com'";
        expect(await session.query(late)).toHaveLength(1);
        const left = userObjectActions(await readUserObjects(url), before)
          .filter((action) => !isAboutRights(action))
          .map(({ sql }) => sql)
          .filter((sql) => !sql.includes("_reorganize"));
        expect(left).toEqual([]);
      } finally {
        await session.end();
      }
    },
    options,
  );
});

async function stepsOf(name: string) {
  const copy = await createMessyDatabase(name, options);
  const session = new Session(copy.url);
  try {
    return (await planSteps(session, target, workspaceMapping)).steps;
  } finally {
    await session.end();
    await copy.drop();
  }
}
