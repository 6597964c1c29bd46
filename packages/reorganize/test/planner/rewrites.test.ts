import { connectOnce } from "@deepiri/database";
import { expect, it } from "vitest";
import { warningText } from "../../src/cli/warning-text.js";
import { stepKey } from "../../src/ledger/step-key.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";

it(
  "warns of a table that PostgreSQL rewrites under its lock, whatever the reason",
  { timeout: 120_000 },
  () =>
    atMessyDatabase("init-25", async (url) => {
      const client = await connectOnce(url);
      try {
        await client.query("ALTER TABLE public.role_abilities SET UNLOGGED");
      } finally {
        await client.end();
      }
      const plan = await makePlan(url);
      const rewritten = plan.steps.filter(({ hazards }) =>
        hazards.some(({ code }) => code === "table rewritten"),
      );
      expect(rewritten.map(({ id }) => stepKey(id))).toEqual([
        "alter columns public.role_abilities",
      ]);
      expect(plan.warnings.map(warningText).join("\n")).toContain(
        "PostgreSQL rewrites public.role_abilities, and programs wait until it has",
      );
    }),
);
