/** The slugs of the tenants of a demo of that scale. */
export function slugsOf(scale: number): string[] {
  return Array.from({ length: scale }, (_, step) => `demo-${step + 1}`);
}
