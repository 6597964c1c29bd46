/** A result as a machine reads it. */
export function asJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
