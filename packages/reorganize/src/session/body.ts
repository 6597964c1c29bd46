import { literal } from "./literal.js";

const tag = "$reorganize$";

/** The text of a function or DO block in SQL, quoted so that it can still be read. */
export function body(text: string): string {
  return text.includes(tag) ? literal(text) : `${tag}${text}${tag}`;
}
