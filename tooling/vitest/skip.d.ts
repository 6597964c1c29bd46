/**
 * Why a long sweep is left out; undefined where TEST_SWEEPS=1 asks for them, as `.ci/run` does. A sweep
 * tries very many cases of a promise of which another test tries some.
 */
export const noSweeps: string | undefined;

/** What the title of a test or suite that is skipped for this reason ends with; nothing without a reason. */
export function because(reason: string | undefined): string;

/**
 * The few cases of a sweep, and all others where sweeps are asked for; or `sampled` of the others, by the
 * run's seed. A test's title names its case, and `SWEEP_CASES=all` tries every one.
 */
export function someOf<Case>(
  cases: readonly Case[],
  few: readonly Case[],
  sampled?: number,
): readonly Case[];
