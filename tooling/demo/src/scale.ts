/** Largest scale that is taken: a quarter of a million users. */
export const largestScale = 10_000;

/** The scale is not a whole number from 1 to {@link largestScale}. */
export class ScaleError extends Error {
  readonly given: unknown;

  constructor(given: unknown) {
    super(
      `Scale ${JSON.stringify(given)} is not a whole number from 1 to ${largestScale}. ` +
        "Nothing was seeded. Try --scale 1 for 25 users, --scale 4 for 100.",
    );
    this.name = "ScaleError";
    this.given = given;
  }
}

/** The scale, if it is one. Text counts when it is nothing but digits. Throws ScaleError. */
export function checkScale(given: unknown): number {
  const scale = typeof given === "string" && /^[0-9]+$/.test(given) ? Number(given) : given;
  if (typeof scale !== "number" || !Number.isInteger(scale) || scale < 1 || scale > largestScale) {
    throw new ScaleError(given);
  }
  return scale;
}
