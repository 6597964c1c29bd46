import { expect, test, vi } from "vitest";

const cases = Array.from({ length: 20 }, (_, index) => `case ${index}`);
const few = ["case 3", "case 17"];

/** What a process of a run with these variables tries. */
async function tried(env, sampled) {
  for (const name of ["TEST_SWEEPS", "SWEEP_SEED", "SWEEP_CASES"]) vi.stubEnv(name, env[name]);
  vi.resetModules();
  const { someOf } = await import("../skip.js");
  return someOf(cases, few, sampled);
}

test("the few are tried without sweeps, and every case with them", async () => {
  expect(await tried({}, 5)).toEqual(few);
  expect(await tried({ TEST_SWEEPS: "1" })).toEqual(cases);
});

test("a sample is the few and as many others, the same in each process of a run", async () => {
  const run = { TEST_SWEEPS: "1", SWEEP_SEED: "7" };
  const sample = await tried(run, 5);
  expect(sample).toHaveLength(7);
  expect(sample).toEqual(expect.arrayContaining(few));
  expect(await tried(run, 5)).toEqual(sample);
  expect(await tried({ ...run, SWEEP_SEED: "8" }, 5)).not.toEqual(sample);
});

test("SWEEP_CASES=all takes what a sample leaves out", async () => {
  expect(await tried({ TEST_SWEEPS: "1", SWEEP_CASES: "all" }, 5)).toEqual(cases);
});
