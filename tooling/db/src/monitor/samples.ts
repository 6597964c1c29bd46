import type { Sample } from "@deepiri/database";

/** Labels that say where a value was read: its database, and the server of a part that lies elsewhere. */
const ownLabels: readonly string[] = ["database", "at"];

const labelName = /^[a-zA-Z][a-zA-Z0-9_]*$/;

/** Why values that a metric gave are none of its type, if so; it repeats no value. */
export function complaintAboutSamples(
  type: string,
  samples: readonly Sample[],
): string | undefined {
  if (!Array.isArray(samples)) return "it gave no list of values";
  const seen = new Set<string>();
  for (const { value, labels = {} } of samples) {
    if (typeof value !== "number") return `it gave a ${typeof value} for a number`;
    if (type === "counter" && !(value >= 0)) return "a counter is never below zero";
    for (const [name, text] of Object.entries(labels)) {
      if (!labelName.test(name) || ownLabels.includes(name))
        return "it has a label that is no name of one";
      if (typeof text !== "string") return `its label ${name} is no text`;
    }
    const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    if (seen.has(key)) return "it gave two values with the same labels";
    seen.add(key);
  }
  return undefined;
}
