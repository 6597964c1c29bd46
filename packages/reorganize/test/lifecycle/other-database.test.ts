import { connectOnce } from "@deepiri/database";
import { migrate } from "@deepiri/schema-engine";
import { createEmptyDatabase } from "@deepiri/test-database";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { expect, it } from "vitest";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { verifyUnderway } from "../../src/lifecycle/verify-underway.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { Session } from "../../src/session/session.js";
import { inWorkspace, tablePackage } from "../fixture/small-workspace.js";

it(
  "brings an old database to the one of the workspace that is chosen",
  {
    timeout: 120_000,
  },
  () => inWorkspace(files, bringToShop),
);

async function bringToShop(): Promise<void> {
  const { url, drop } = await createEmptyDatabase("shop");
  try {
    const client = await connectOnce(url);
    await client.query(old).finally(() => client.end());
    const plan = await makePlan(url, { database: "shop" });
    expect(plan.targetDatabase).toBe("shop");
    expect(JSON.stringify(plan.steps)).not.toContain("deepiri_");

    const session = new Session(url);
    try {
      expect(await applyPlan(session, plan)).toBe("applied");
      expect(await verifyUnderway(session)).toMatchObject({ ok: true });
      const owner = "SELECT tableowner::text AS owner FROM pg_tables WHERE tablename = 'invoices'";
      expect(await session.query(owner)).toEqual([{ owner: "shop_migrator" }]);
    } finally {
      await session.end();
    }

    const results = await migrate(findDatabase(readWorkspace(), "shop"), { url });
    expect(results.map((one) => [one.package.key, one.alreadyApplied, one.applied])).toEqual([
      ["core", 1, []],
      ["billing", 1, []],
    ]);
    expect(results[0]?.grants.applied).toEqual([]);
  } finally {
    await drop();
  }
}

const tables = {
  users: "CREATE TABLE public.users (id int CONSTRAINT users_pkey PRIMARY KEY, name text);\n",
  invoices: `CREATE TABLE public.invoices (
  id int CONSTRAINT invoices_pkey PRIMARY KEY,
  user_id int CONSTRAINT invoices_user_id_fkey REFERENCES public.users
);
`,
  sessions: "CREATE TABLE public.sessions (id int CONSTRAINT sessions_pkey PRIMARY KEY);\n",
};

// Without what is new in the target: a name.
const old = `CREATE TABLE public.users (id int CONSTRAINT users_pkey PRIMARY KEY);
  ${tables.invoices}
  INSERT INTO public.users VALUES (1), (2);
  INSERT INTO public.invoices VALUES (10, 1), (11, NULL);`;

const files = {
  ...tablePackage("packages/core", { tables: ["public.users"], sql: tables.users }),
  ...tablePackage("services/auth", { tables: ["public.sessions"], sql: tables.sessions }),
  ...tablePackage("services/billing", {
    tables: ["public.invoices"],
    sql: tables.invoices,
    manifest: { dependencies: { "@small/core": "*" }, deepiri: { database: "shop" } },
  }),
};
