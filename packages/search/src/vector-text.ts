/**
 * A vector as PostgreSQL writes an array. Drivers differ in how they send arrays of numbers, and none loses a digit
 * of a text.
 */
export function vectorText(vector: ArrayLike<number>): string {
  return `{${Array.from(vector).join(",")}}`;
}
