/** What part of `whole` a number is, in per cent with one decimal; both may be larger than a number can hold exactly. */
export function percentOf(part: string, whole: string): number {
  return Number((BigInt(part) * 1000n) / BigInt(whole)) / 10;
}
