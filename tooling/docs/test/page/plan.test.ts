import { because } from "@deepiri/vitest/skip";
import { describe, expect, test } from "vitest";
import { comparePlan } from "../../src/index.js";
import { breaches } from "../fixture/accessibility.js";
import { dark, narrow, noBrowser, overflow, useBrowser, wide } from "../fixture/browser.js";
import { databaseOf, tableOf } from "../fixture/model.js";

const before = databaseOf(
  ["agents", "old_agents", "left", "kept", "w".repeat(60)].map((name) => tableOf(name)),
);
const after = databaseOf(
  ["agents", "kept", "fresh"].map((name) => tableOf(name, { owner: "core" })),
);
const sources = [
  { from: "public.agents", to: "public.agents", columns: {}, merged: true, rows: 2000 },
  {
    from: "public.old_agents",
    to: "public.agents",
    columns: { old_agents_note: "agents_note" },
    merged: true,
    rows: 1,
  },
  { from: "public.left", columns: {}, merged: false, rows: 3 },
  { from: "public.kept", to: "public.kept", columns: {}, merged: false, rows: 0 },
];
const plan = comparePlan({ format: 1, database: "messy", sources }, before, after);
const model = { databases: [{ ...after, plan }] };

describe.skipIf(noBrowser)(`the page of a plan${because(noBrowser)}`, () => {
  const browser = useBrowser();

  test("tables stand side by side, grouped by what becomes of them", async () => {
    const page = await browser.open(model);
    expect(await page.locator(".fate-name").allTextContents()).toEqual([
      "merged",
      "new",
      "parked",
      "unmanaged",
      "kept",
    ]);
    const [left, right] = await page
      .locator(".change[data-fate=merged] .plan-box")
      .evaluateAll((boxes) =>
        [boxes[0], boxes[2]].map((box) => box?.getBoundingClientRect().left ?? 0),
      );
    expect(right).toBeGreaterThan((left ?? 0) + 400);
  });

  test("a table shows what it was made of; Escape comes back to it", async () => {
    const page = await browser.open(model);
    await page.getByRole("button", { name: "public.agents 2,001 rows" }).press("Enter");
    const text = await page.getByRole("dialog").textContent();
    expect(text).toContain("Before: public.old_agents");
    expect(text).toContain("old_agents_note text→agents_note text");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("title"))).toBe(
      "public.agents",
    );
  });

  test("the map of the target is one button away", async () => {
    const page = await browser.open(model);
    await page.getByRole("button", { name: "Map" }).click();
    await page.locator('.box[title="public.fresh"]').click();
    expect(await page.locator(".panel h2").textContent()).toBe("public.fresh");
  });

  test.each([
    ["light, 1280 pixels", wide],
    ["dark, 390 pixels", { ...narrow, ...dark }],
  ])("all can be read and nothing is cut off: %s", async (_, options) => {
    const page = await browser.open(model, options);
    expect(await breaches(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});
