import { migrate } from "@deepiri/schema-engine";
import { createCopy } from "@deepiri/test-database";
import { because } from "@deepiri/vitest/skip";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseModel, describeDatabase } from "../../src/index.js";
import { breaches } from "../fixture/accessibility.js";
import { dark, narrow, noBrowser, overflow, useBrowser, wide } from "../fixture/browser.js";

describe.skipIf(noBrowser)(`the page of this workspace's database${because(noBrowser)}`, () => {
  let database: DatabaseModel;
  let drop: () => Promise<void>;
  const browser = useBrowser();
  beforeAll(async () => {
    const described = findDatabase(readWorkspace());
    const created = await createCopy(`migrated ${described.name}`, async (url) => {
      await migrate(described, { url });
    });
    drop = created.drop;
    const { url } = created;
    database = await describeDatabase(described, { url, place: "here" });
  });
  afterAll(async () => await drop?.());
  const open = (options = wide): Promise<Page> => browser.open({ databases: [database] }, options);

  test("every table is found by its name, and shows all its columns", async () => {
    const page = await open();
    for (const { schema, name, columns } of database.tables) {
      await page.keyboard.press("/");
      await page.keyboard.insertText(`${schema}.${name}`);
      await page.keyboard.press("Enter");
      expect(await page.locator(".panel h2").textContent()).toBe(`${schema}.${name}`);
      expect(await page.locator(".column-line .name").allInnerTexts()).toEqual(
        columns.map((column) => column.name),
      );
      await page.keyboard.press("Escape");
    }
    expect(database.tables.length).toBeGreaterThan(50);
  });

  test("a click opens a table with its rules, indexes, rights and references", async () => {
    const page = await open();
    await page.getByRole("button", { name: /^tasks 0 rows, in public/ }).click();
    const panel = page.getByRole("dialog", { name: "public.tasks" });
    const text = await panel.textContent();
    expect(text).toContain(
      "The status of a task is todo, in_progress, blocked, review, done or cancelled.",
    );
    expect(text).toContain("tasks_user_id_idx");
    expect(text).toContain("engagementselect of id");
    expect(text).toContain("Referred to by");
    await panel.getByRole("button", { name: "public.subtasks" }).click();
    expect(await page.locator(".panel h2").textContent()).toBe("public.subtasks");
  });

  test("keyboard alone goes from table to table, opens one and comes back to it", async () => {
    const page = await open();
    const focused = (): Promise<string | undefined> =>
      page.evaluate(() => document.activeElement?.getAttribute("title") ?? undefined);
    for (let steps = 0; (await focused()) !== "public.users" && steps < 30; steps += 1)
      await page.keyboard.press("Tab");
    expect(await focused()).toBe("public.users");
    await page.keyboard.press("ArrowDown");
    const second = await focused();
    expect(second).not.toBe("public.users");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    const opened = await page.locator(".panel h2").textContent();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("panel-heading");
    await page.keyboard.press("Escape");
    expect(await page.locator(".panel").count()).toBe(0);
    expect(await focused()).toBe(opened);
  });

  test("a column is found by its name, and brought out", async () => {
    const page = await open();
    await page.keyboard.press("/");
    await page.keyboard.type("collaboration_score");
    await page.keyboard.press("Enter");
    expect(await page.locator(".column.is-wanted .name").textContent()).toBe("collaboration_score");
  });

  test("what is searched and what is open stay marked when packages are chosen", async () => {
    const page = await open();
    await page.keyboard.press("/");
    await page.keyboard.type("sessions");
    await page.keyboard.press("Enter");
    const marked = () =>
      page
        .locator(".box.is-found")
        .evaluateAll((boxes) => boxes.map((box) => box.getAttribute("title")));
    expect(await marked()).toEqual(["public.sessions", "cyrex.cyrex_sessions"]);
    await page.getByRole("button", { name: /^auth/ }).first().click();
    expect(await marked()).toEqual(["public.sessions"]);
    expect(await page.locator(".box.is-open").getAttribute("title")).toBe("public.sessions");
  });

  test("packages can be shown alone", async () => {
    const page = await open();
    await page.getByRole("button", { name: /^auth/ }).first().click();
    expect(await page.locator(".lane").count()).toBe(1);
    expect(await page.locator(".box").count()).toBe(6);
    await page.getByRole("button", { name: /^auth/ }).first().click();
    expect(await page.locator(".lane").count()).toBe(database.lanes.length);
  });

  test("the first view holds every table, and no two overlap", async () => {
    const page = await open();
    const places = await page.locator(".box").evaluateAll((boxes) =>
      boxes.map((box) => {
        const { left, top, right, bottom } = box.getBoundingClientRect();
        return { left, top, right, bottom };
      }),
    );
    for (const [index, one] of places.entries()) {
      expect(one.left >= 0 && one.top >= 0 && one.right <= 1280 && one.bottom <= 800).toBe(true);
      for (const other of places.slice(index + 1))
        expect(
          one.right <= other.left ||
            other.right <= one.left ||
            one.bottom <= other.top ||
            other.bottom <= one.top,
        ).toBe(true);
    }
  });

  test("what is moved and scaled comes back as a whole", async () => {
    const page = await open();
    const place = () =>
      page.locator(".world").evaluate((world) => getComputedStyle(world).transform);
    const first = await place();
    await page.mouse.move(600, 400);
    await page.mouse.wheel(0, -400);
    await expect.poll(place).not.toBe(first);
    await page.getByRole("button", { name: "Show all" }).click();
    expect(await place()).toBe(first);
  });

  test.each([
    ["light, 1280 pixels", wide],
    ["dark, 390 pixels", { ...narrow, ...dark }],
  ])("all can be read and nothing is cut off: %s", async (_, options) => {
    const page = await open(options);
    expect(await breaches(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.keyboard.press("/");
    await page.keyboard.type("task");
    expect(await breaches(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.keyboard.press("Enter");
    await page.locator(".panel").waitFor();
    expect(await breaches(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });

  test("light turns into dark at a button, which is remembered", async () => {
    const page = await open();
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.getByRole("button", { name: "Light or dark" }).click();
    const darkGround = await ground();
    expect(darkGround).not.toBe(light);
    expect(await page.evaluate(() => localStorage.getItem("theme"))).toBe("dark");
  });

  test("in a list, a tap opens a table over the whole width", async () => {
    const page = await open(narrow);
    await page.locator('.box[title="public.users"]').click();
    expect(
      await page.locator(".panel").evaluate((panel) => panel.getBoundingClientRect().width),
    ).toBe(390);
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("button", { name: "core", exact: false }).nth(1).click();
    expect(await page.locator(".lane").first().locator(".box:visible").count()).toBe(0);
  });
});
