/**
 * Why a long sweep is left out; undefined where TEST_SWEEPS=1 asks for them, as `.ci/run` does. A sweep
 * tries very many cases of a promise of which another test tries some.
 */
export const noSweeps: string | undefined;

/** What the title of a test or suite that is skipped for this reason ends with; nothing without a reason. */
export function because(reason: string | undefined): string;

/** All cases of a sweep where sweeps are asked for, else those of them that are among the few. */
export function someOf<Case>(cases: readonly Case[], few: readonly Case[]): readonly Case[];
