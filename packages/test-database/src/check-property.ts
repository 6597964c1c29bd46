import fc from "fast-check";

/** Milliseconds after which no further case is tried, nor a failing one made smaller. */
const enoughTime = 20_000;

/**
 * Tries a property on `cases` random cases and throws with the smallest one that it finds to fail,
 * the seed, and how to repeat it.
 *
 * A quarter of the cases is tried unless TEST_SWEEPS=1 asks for all. `PROPERTY_SEED=7` tries the same ones
 * each time, `PROPERTY_CASES=10` ten times as many as there are.
 */
export async function checkProperty<Values>(
  property: fc.IAsyncProperty<Values>,
  cases: number,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const seed = Number(env.PROPERTY_SEED || Number.NaN);
  const times = Number(env.PROPERTY_CASES || (env.TEST_SWEEPS === "1" ? 1 : 0.25));
  const outcome = await fc.check(property, {
    numRuns: Math.ceil(cases * times),
    interruptAfterTimeLimit: enoughTime * times,
    ...(Number.isInteger(seed) && { seed }),
  });
  if (!outcome.failed) return;
  const report = await fc.asyncDefaultReportMessage(outcome);
  const repeat = `The same cases again: PROPERTY_SEED=${outcome.seed}`;
  throw new Error(`${report}\n\n${repeat}`, { cause: outcome.errorInstance });
}
