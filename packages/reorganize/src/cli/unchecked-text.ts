import type { Unchecked } from "../plan/warning.js";
import { type Texts, textOf } from "./texts.js";

const texts: Texts<Unchecked> = {
  rows: ({ kind }) => `The server refused the query (${kind}).`,
  orphans: ({ sqlState }) => `The server refused to look for orphans (${sqlState}).`,
  duplicates: ({ keys, sqlState }) =>
    `The server refused to look for duplicates by ${keys.join(", ")} (${sqlState}).`,
  losses: ({ sqlState }) =>
    `The server refused to count the rows that leave programs' sight (${sqlState}).`,
  cast: ({ wanted }) => `Whether its values are ${wanted} cannot be checked before PostgreSQL 16.`,
};

/** Why something could not be checked, as a sentence. */
export function uncheckedText(check: Unchecked): string {
  return textOf(texts, check);
}
