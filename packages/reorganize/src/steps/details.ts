import type { Details, Step } from "../plan/step.js";

/** A list of names, as sentences give it. */
export function listed(names: unknown): string {
  return Array.isArray(names) ? names.join(", ") : "";
}

/** What a step is about, as its kind has written it down. */
export function aboutOf<About extends Details>({ about }: Step): About {
  return (about ?? {}) as About;
}

/** The sentence for a code that no kind knows, such as one of a newer version. */
export function unknownText(code: string): string {
  return `"${code}", which this version does not know`;
}
