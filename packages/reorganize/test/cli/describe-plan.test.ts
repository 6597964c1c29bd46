import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { describePlan } from "../../src/cli/describe-plan.js";
import { planOf } from "../fixture/apply-plan.js";

it("begins with the rows that leave programs' sight, each table with its reasons", () => {
  const text = describePlan({
    ...planOf([]),
    losses: [
      {
        table: "public.user_roles",
        of: 60,
        rows: 60,
        reasons: [{ reason: "user_id is null", rows: 60, rule: "otherwise.null" }],
      },
      {
        table: "public.tasks",
        of: 1_000,
        rows: 5,
        reasons: [
          { reason: "breaks tasks_user_id_fkey: no such row", rows: 4, rule: "otherwise.orphan" },
          { reason: "breaks tasks_status_check", rows: 1, rule: "otherwise.check" },
        ],
      },
    ],
  });
  expect(stripVTControlCharacters(text).split("\n\n")[0]).toBe(
    `65 rows of 2 tables leave programs' sight; the quarantine keeps them
  60 of 60 rows of public.user_roles leave programs' sight: user_id is null
  5 of 1,000 rows of public.tasks leave programs' sight: breaks
  tasks_user_id_fkey: no such row (4), breaks tasks_status_check (1)`,
  );
});
