import { expect, it } from "vitest";
import type { Catalog } from "../../src/catalog/catalog.js";
import { questionText } from "../../src/cli/open-decision-text.js";
import { mappingSchema } from "../../src/plan/mapping.js";
import { askLosses } from "../../src/planner/ask-losses.js";

const target = {
  tables: new Map([
    ["public.tasks", { columns: [{ name: "status", default: "'todo'::character varying" }] }],
  ]),
  enums: new Map(),
} as unknown as Catalog;

const lost = (rows: number, of: number, rule = "otherwise.orphan") => ({
  table: "public.tasks",
  of,
  rows,
  reasons: [{ reason: "breaks tasks_user_id_fkey: no such row", rows, rule }],
});

const asked = (...losses: Parameters<typeof askLosses>[0]) =>
  askLosses(losses, target, mappingSchema.parse({}));

it("asks where more than a tenth of a table, and more than a handful, would leave by no rule about it", () => {
  expect(asked(lost(11, 110), lost(10, 12), lost(60, 60, "setAside.public.tasks"))).toEqual([]);
  const [open, ...more] = asked(lost(11, 109));
  expect(more).toEqual([]);
  expect(open).toMatchObject({
    on: { table: "public.tasks" },
    choices: [{ mapping: { mayLose: { "public.tasks": expect.any(String) } } }],
  });
  expect(open && questionText(open.question)).toBe(
    "11 of 109 rows of public.tasks leave programs' sight: breaks tasks_user_id_fkey: no such row. No rule is about these rows. What is to become of them?",
  );
});

it("asks no more once the mapping says why they may", () => {
  const mapping = mappingSchema.parse({ mayLose: { "public.tasks": "nobody's" } });
  expect(askLosses([lost(60, 60)], target, mapping)).toEqual([]);
});

it("offers the target's default for words that nobody knows", () => {
  const reason = { reason: "breaks tasks_status_check", rule: "otherwise.check", column: "status" };
  const [open] = asked({ ...lost(0, 60), rows: 36, reasons: [{ ...reason, rows: 36 }] });
  expect(open?.choices[0]?.mapping).toEqual({
    repairs: { "public.tasks.status": { otherwise: "todo" } },
  });
});
