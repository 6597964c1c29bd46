import { connectOnce } from "@deepiri/database";
import { initRows, initTables } from "./init-parts.js";
import type { BuildOptions, MessyDatabase } from "./messy-database.js";
import { type Part, scripts } from "./part.js";

/** The parts of a messy database, in the order in which they happened. */
interface Recipe {
  readonly name: string;
  readonly title: string;
  readonly parts: readonly Part[];
  /** Rows that the target does not take. */
  readonly broken?: readonly Part[];
  /** What others made, and what leans on our tables. */
  readonly strangers?: readonly Part[];
}

const recipes: readonly Recipe[] = [
  { name: "empty", title: "Nothing has reached this database yet.", parts: [] },
  {
    name: "init-34",
    title: "The init script of January 2026 ran on an empty volume: 34 tables.",
    parts: [initTables(34), initRows(34)],
  },
];

/** Every messy database that the demo knows. */
export const messyDatabases: readonly MessyDatabase[] = recipes.map((recipe) => ({
  name: recipe.name,
  title: recipe.title,
  build: async (client, options = {}) => {
    const { rows = 40, broken = true, strangers = true } = options;
    const values = { rows, users: Math.max(10, Math.ceil(rows / 5)), schema: "public" };
    const parts = [
      scripts("rows/00-makers"),
      ...recipe.parts,
      ...(broken ? (recipe.broken ?? []) : []),
      ...(strangers ? (recipe.strangers ?? []) : []),
      scripts("rows/99-without-makers"),
    ];
    for (const part of parts) {
      await part(client, values);
    }
  },
}));

/** The messy database of this name. Fails, naming all that there are, when there is none. */
export function findMessyDatabase(name: string): MessyDatabase {
  const found = messyDatabases.find((database) => database.name === name);
  if (found === undefined) {
    const names = messyDatabases.map((database) => database.name).join(", ");
    throw new RangeError(`There is no messy database "${name}". Choose one of ${names}.`);
  }
  return found;
}

/** Makes a messy database in the empty database at this URL. */
export async function buildMessyDatabase(
  url: string,
  name: string,
  options: BuildOptions = {},
): Promise<void> {
  const database = findMessyDatabase(name);
  const client = await connectOnce(url, { applicationName: "deepiri reorganize demo" });
  try {
    await database.build(client, options);
  } finally {
    await client.end();
  }
}
