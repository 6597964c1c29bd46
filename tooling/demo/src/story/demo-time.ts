const day = 86_400_000;

/** The moment at which the demo's story is told. Fixed, so that every run makes the same rows. */
export const demoNow = new Date("2026-11-20T09:00:00.000Z");

/** The moment so many days before {@link demoNow}; after it, when negative. Fractions count. */
export function daysAgo(days: number): Date {
  return new Date(demoNow.getTime() - Math.round(days * day));
}

/** Midnight UTC of the day so many days before {@link demoNow}, for columns that hold a date. */
export function dateAgo(days: number): Date {
  return new Date(Math.floor(daysAgo(days).getTime() / day) * day);
}
