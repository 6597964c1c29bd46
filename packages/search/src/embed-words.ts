import { createHash } from "node:crypto";

/** The model that `embedWords` is: what a migration names, with its 256 dimensions, in search.add_model. */
export const wordsModel = "words-256";

const dimensions = 256;

/**
 * A vector for each text, by the words and the beginnings of words in it: the same one everywhere and always, without
 * a service. It knows no synonyms; it stands in until a language model is added.
 */
export async function embedWords(texts: readonly string[]): Promise<Float32Array[]> {
  return texts.map(vectorOf);
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(dimensions);
  // No text is without direction: a vector of zeros would have no cosine to any other.
  vector[0] = 0.01;
  for (const word of text.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? []) {
    add(vector, word, 1);
    // Forms of a word mostly share their beginning.
    if (word.length > 4) add(vector, `${word.slice(0, 4)}…`, 0.7);
  }
  return vector;
}

// Each feature gets a place and a sign by its hash; collisions of some hundred words cancel out on average.
function add(vector: Float32Array, feature: string, weight: number): void {
  const hash = createHash("sha256").update(feature).digest();
  const place = hash.readUInt32LE(0) % dimensions;
  vector[place] = (vector[place] ?? 0) + (hash.readUInt8(4) % 2 === 0 ? weight : -weight);
}
