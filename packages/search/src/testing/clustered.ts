/** Numbers from 0 to 1, the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Vectors as those of texts are: not spread evenly, which no text is, but around the centres of topics.
 *
 * @param spread how far from its centre a vector is, in the length of a centre's coordinates
 */
export function clusteredVectors(options: {
  amount: number;
  dimensions: number;
  topics: number;
  spread: number;
  seed: number;
}): number[][] {
  const random = randomNumbers(options.seed);
  // Nearly normal, and symmetric around zero.
  const coordinate = () => random() + random() + random() - 1.5;
  const vector = () => Array.from({ length: options.dimensions }, coordinate);
  const centres = Array.from({ length: options.topics }, vector);
  return Array.from({ length: options.amount }, (_, n) =>
    (centres[n % options.topics] ?? []).map((x) => x + options.spread * coordinate()),
  );
}
