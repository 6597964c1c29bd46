/**
 * The type to which a value is cast before it is compared with what a column holds: that of the column, but for
 * the limit of a text. A cast would cut there without a word, where an INSERT refuses; numbers and times it rounds
 * as an INSERT does.
 */
export function comparedType(type: string): string {
  return /^(character|bit) varying\b/.test(type) ? type.replace(/\(\d+\)/, "") : type;
}
