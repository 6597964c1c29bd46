import { asOwner } from "../as-owner.js";
import { personalityTables } from "../factories/personality.js";
import { factories } from "../factories.js";

type Name = keyof typeof personalityTables;

/** The factories of the schema personality alone. */
export function ownTables(
  db: Parameters<typeof asOwner>[0],
): Pick<ReturnType<typeof factories>, Name> {
  const all = factories(asOwner(db));
  const names = Object.keys(personalityTables) as Name[];
  return Object.fromEntries(names.map((name) => [name, all[name]])) as Pick<typeof all, Name>;
}
