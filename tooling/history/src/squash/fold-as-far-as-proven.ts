import { MigrationFailedError } from "@deepiri/schema-engine";
import { SquashRefusedError } from "../errors.js";
import type { Piece } from "../statements/pieces.js";
import { fold } from "./fold/fold.js";

/** What came of some statements, in place of the history. */
interface Attempt {
  readonly differences: readonly unknown[];
}

/**
 * Folds the statements about as many objects as can be folded without another result. In the worst case
 * that is none, and the statements are joined as they are.
 *
 * @param attempt runs statements and compares
 */
export async function foldAsFarAsProven<Result extends Attempt>(
  pieces: readonly Piece[],
  attempt: (pieces: readonly Piece[]) => Promise<Result>,
): Promise<Result> {
  const { subjects } = await fold(pieces);
  let best: Result | undefined;
  const holds = async (chosen: readonly string[]): Promise<boolean> => {
    const folded = await fold(pieces, (subject) => !chosen.includes(subject));
    const result = await attempt(folded.pieces).catch(unlessRefused);
    const isSame = result !== undefined && result.differences.length === 0;
    if (isSame) best = result;
    return isSame;
  };
  await widen([], subjects, holds);
  return best ?? attempt(pieces);
}

/** As many of `more` as hold together with what holds already, found by halving. */
async function widen(
  proven: readonly string[],
  more: readonly string[],
  holds: (subjects: readonly string[]) => Promise<boolean>,
): Promise<readonly string[]> {
  if (more.length === 0) return proven;
  const all = [...proven, ...more];
  if (await holds(all)) return all;
  if (more.length === 1) return proven;
  const middle = Math.ceil(more.length / 2);
  const first = await widen(proven, more.slice(0, middle), holds);
  return widen(first, more.slice(middle), holds);
}

function unlessRefused(error: unknown): undefined {
  if (error instanceof MigrationFailedError || error instanceof SquashRefusedError)
    return undefined;
  throw error;
}
