import { connectOnce } from "@deepiri/database";
import type pg from "pg";
import { UnknownMessyDatabaseError } from "./errors.js";
import type { BuildOptions, MessyDatabase } from "./messy-database.js";
import { all, type Part, scripts } from "./part.js";
import { atTargetRecipe } from "./recipe/at-target.js";
import { cyrexRecipes } from "./recipe/cyrex.js";
import { crowdedRecipes } from "./recipe/everything.js";
import { initRecipes } from "./recipe/init.js";
import { intelligenceRecipes } from "./recipe/intelligence.js";
import { prismaRecipes } from "./recipe/prisma.js";
import { promptcraftRecipe } from "./recipe/promptcraft.js";
import type { Recipe } from "./recipe/recipe.js";
import { robbieverseRecipe } from "./recipe/robbieverse.js";
import { valuesFor } from "./values-for.js";

const recipes: readonly Recipe[] = [
  { name: "empty", title: "Nothing has reached this database yet.", parts: [] },
  ...initRecipes,
  ...prismaRecipes,
  ...intelligenceRecipes,
  ...cyrexRecipes,
  ...crowdedRecipes,
  atTargetRecipe,
];

const partsOf = (recipe: Recipe, { broken = true, unmanaged = true }: BuildOptions): Part =>
  all(
    ...recipe.parts,
    ...(broken ? (recipe.broken ?? []) : []),
    ...(unmanaged ? (recipe.unmanaged ?? []) : []),
  );

/** Builds with the makers of ids and times at hand, and leaves none of them in the session. */
async function build(recipe: Recipe, client: pg.ClientBase, options: BuildOptions): Promise<void> {
  const { rows = 40 } = options;
  if (!Number.isSafeInteger(rows) || rows < 40) {
    throw new RangeError(
      `A messy database needs at least 40 rows in each large table, not ${rows}.`,
    );
  }
  const parts = [scripts("rows/makers"), partsOf(recipe, options), scripts("rows/without-makers")];
  await all(...parts)(client, valuesFor(rows));
}

const messyDatabase = (recipe: Recipe): MessyDatabase => ({
  name: recipe.name,
  title: recipe.title,
  ...(recipe.database !== undefined && { database: recipe.database }),
  build: async (client, options = {}) => await build(recipe, client, options),
});

/** Every messy database that becomes the default database of the workspace. */
export const messyDatabases: readonly MessyDatabase[] = recipes.map(messyDatabase);

/** Messy databases that become another of its databases. */
export const otherMessyDatabases: readonly MessyDatabase[] = [
  promptcraftRecipe,
  robbieverseRecipe,
].map(messyDatabase);

/**
 * The messy database of this name.
 *
 * @throws UnknownMessyDatabaseError that names all there are
 */
export function findMessyDatabase(name: string): MessyDatabase {
  const all = [...messyDatabases, ...otherMessyDatabases];
  const found = all.find((database) => database.name === name);
  if (found === undefined) {
    throw new UnknownMessyDatabaseError(
      name,
      all.map((database) => database.name),
    );
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
