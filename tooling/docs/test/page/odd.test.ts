import { because } from "@deepiri/vitest/skip";
import { describe, expect, test } from "vitest";
import { narrow, noBrowser, overflow, useBrowser, wide } from "../fixture/browser.js";
import { databaseOf, keyTo, tableOf } from "../fixture/model.js";

const oddNames = [
  '"Order-Items"',
  "<script>alert(1)</script>",
  "</script><img src=x onerror=alert(1)>",
  "<!--",
  "جدول المستخدمين",
  "a".repeat(63),
  "two words\nand a line",
  "é & ü",
  "'; DROP TABLE users; --",
  "__proto__",
];

describe.skipIf(noBrowser)(`the page of odd databases${because(noBrowser)}`, () => {
  const browser = useBrowser();

  test("odd names are shown as the text they are", async () => {
    const tables = oddNames.map((name) =>
      tableOf(name, { owner: name, schema: name, comment: name }),
    );
    const page = await browser.open({ databases: [databaseOf(tables, "<b>odd</b>")] });
    expect(await page.title()).toBe("<b>odd</b>: tables");
    expect(
      await page.locator(".box-name").evaluateAll((all) => all.map((one) => one.textContent)),
    ).toEqual(oddNames);
    for (const [index, name] of oddNames.entries()) {
      await page.locator(".box").nth(index).click();
      expect(await page.locator(".panel h2").evaluate((one) => one.textContent)).toBe(
        `${name}.${name}`,
      );
      expect(await overflow(page)).toBe(0);
      await page.keyboard.press("Escape");
    }
  });

  test("very long names do not widen a narrow page", async () => {
    const long = "w".repeat(63);
    const column = { name: long, type: long, isNullable: true, isKey: false, default: long };
    const tables = [
      tableOf(long, {
        schema: long,
        owner: long,
        comment: long,
        columns: [column],
        keys: [keyTo(0, long)],
        indexes: [{ name: long, definition: long, isUnique: true, isValid: false }],
        rights: [{ role: long, privilege: "select", columns: [long] }],
        partitions: [long],
      }),
    ];
    const page = await browser.open({ databases: [databaseOf(tables, long)] }, narrow);
    expect(await overflow(page)).toBe(0);
    await page.locator(".box").click();
    expect(await overflow(page)).toBe(0);
  });

  test("3000 tables open, can be searched and opened, as a map and as a list", async () => {
    const tables = Array.from({ length: 3000 }, (_, id) =>
      tableOf(`table_${id}`, {
        owner: `package_${id % 20}`,
        rows: { count: id * 10, isExact: true },
        keys: id < 20 ? [] : [keyTo(id % 20, "parent"), keyTo(Math.floor(id / 2), "other")],
      }),
    );
    for (const options of [wide, narrow]) {
      const page = await browser.open({ databases: [databaseOf(tables)] }, options);
      await page.locator(".lane-title").first().waitFor();
      expect(await page.locator(".box").count()).toBe(3000);
      expect(await page.locator(".lane-title:visible").count()).toBe(20);
      await page.keyboard.press("/");
      await page.keyboard.type("table_2718");
      await page.keyboard.press("Enter");
      expect(await page.locator(".panel h2").textContent()).toBe("public.table_2718");
      expect(await overflow(page)).toBe(0);
    }
  });

  test("several databases are shown one at a time", async () => {
    const databases = [
      databaseOf([tableOf("one")], "first"),
      databaseOf([tableOf("two")], "second"),
    ];
    const page = await browser.open({ databases });
    await page.getByRole("combobox", { name: "Database" }).selectOption("second");
    expect(await page.locator(".box-name").allInnerTexts()).toEqual(["two"]);
  });
});
