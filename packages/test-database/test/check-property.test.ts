import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkProperty } from "../src/index.js";

const numbers = fc.integer({ min: 0, max: 1_000_000 });

describe("checking a property", () => {
  it("passes when it holds, after a quarter of the cases, all of them in a sweep, or as many as asked for", async () => {
    let tried = 0;
    const counts = fc.asyncProperty(numbers, async () => {
      tried += 1;
    });
    await checkProperty(counts, 20, {});
    expect(tried).toBe(5);
    await checkProperty(counts, 20, { TEST_SWEEPS: "1" });
    expect(tried).toBe(25);
    await checkProperty(counts, 20, { PROPERTY_CASES: "2" });
    expect(tried).toBe(65);
  });

  it("tells the smallest case that fails, the seed, and how to repeat it", async () => {
    const small = fc.asyncProperty(numbers, async (number) => {
      expect(number).toBeLessThan(100);
    });
    const failing = checkProperty(small, 100, { PROPERTY_SEED: "42" });
    await expect(failing).rejects.toThrow(/Counterexample: \[100\]/);
    await expect(failing).rejects.toThrow(/PROPERTY_SEED=42$/);
  });

  it("tries the same cases with the same seed", async () => {
    const casesOf = async (seed: string): Promise<number[]> => {
      const seen: number[] = [];
      const collect = fc.asyncProperty(numbers, async (number) => {
        seen.push(number);
      });
      await checkProperty(collect, 10, { PROPERTY_SEED: seed });
      return seen;
    };
    expect(await casesOf("7")).toEqual(await casesOf("7"));
    expect(await casesOf("7")).not.toEqual(await casesOf("8"));
  });
});
