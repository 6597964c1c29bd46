import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createStock } from "../../src/warm/stock.js";

/** Makes things that are done when `finish` is called for them, in the order of their making. */
function workshop() {
  const inMaking: { name: string; resolve(name: string): void; reject(error: Error): void }[] = [];
  let made = 0;
  return {
    make: async () =>
      await new Promise<string>((resolve, reject) => {
        made += 1;
        inMaking.push({ name: `thing ${made}`, resolve, reject });
      }),
    finish: async () => {
      for (const { name, resolve } of inMaking.splice(0)) resolve(name);
      await sleep(0);
    },
    fail: async () => {
      for (const { reject } of inMaking.splice(0)) reject(new Error("no material"));
      await sleep(0);
    },
    get inMaking() {
      return inMaking.length;
    },
  };
}

test("makes nothing that nobody has asked for", () => {
  const { make, inMaking } = workshop();
  createStock(2, make);
  expect(inMaking).toBe(0);
});

test("keeps its reserve behind those who wait, and never gives one thing twice", async () => {
  const shop = workshop();
  const stock = createStock(2, shop.make);
  const taken = [stock.take(), stock.take(), stock.take()];
  expect(shop.inMaking).toBe(5);
  await shop.finish();
  taken.push(stock.take(), stock.take());
  expect(shop.inMaking).toBe(2);
  expect(new Set(await Promise.all(taken)).size).toBe(5);
});

test("passes a failure on to who waits, and tries again for the next", async () => {
  const shop = workshop();
  const stock = createStock(1, shop.make);
  const failing = stock.take();
  const failed = expect(failing).rejects.toThrow("no material");
  await shop.fail();
  await failed;
  expect(shop.inMaking).toBe(0);
  const next = stock.take();
  await shop.finish();
  await expect(next).resolves.toMatch("thing");
});

test("gives back what nobody took, also what was still in the making", async () => {
  const shop = workshop();
  const stock = createStock(2, shop.make);
  const first = stock.take();
  const left = stock.close();
  await shop.finish();
  expect([await first, ...(await left)].sort()).toEqual(["thing 1", "thing 2", "thing 3"]);
  expect(shop.inMaking).toBe(0);
});
