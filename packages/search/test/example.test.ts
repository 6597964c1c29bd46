import { rawClient } from "@deepiri/database";
import { useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";
import { embedPending, searchCombined } from "../src/index.js";

const database = useTestDatabase("search", { per: "test" });

const migration = `
  CREATE TABLE recipes.recipes (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), tenant_id uuid, owner_id uuid, title text);
  CREATE FUNCTION recipes.visible(viewer uuid) RETURNS SETOF recipes.recipes LANGUAGE sql STABLE
    AS 'SELECT r.* FROM recipes.recipes AS r WHERE r.owner_id = viewer';
  SELECT search.register('recipes.recipes', key => 'id', tenant => 'tenant_id', visible => 'recipes.visible(uuid)',
    title => 'title', language => 'english');
  SELECT search.add_model('recipes.recipes', 'tiny', 2);`;

/** Any function from texts to vectors; this one knows whether it is about soup. */
const embed = async (texts: readonly string[]) =>
  texts.map((text) => [1, /soup/i.test(text) ? 1 : 0]);

test("a recipe is found by its words and by its meaning", async () => {
  const client = rawClient(database.owner);
  const owner = "SELECT nspowner::regrole::text AS role FROM pg_namespace WHERE nspname = 'search'";
  const [{ role } = { role: "" }] = await database.query<{ role: string }>(owner);
  await database.owner.query(
    `CREATE SCHEMA recipes AUTHORIZATION ${role}; SET ROLE ${role}; ${migration}; RESET ROLE`,
  );

  const [tenant, viewer] = [crypto.randomUUID(), crypto.randomUUID()];
  const insert = "INSERT INTO recipes.recipes (tenant_id, owner_id, title) VALUES ($1, $2, $3)";
  for (const title of ["Tomato soup", "Tomato salad"])
    await database.owner.query(insert, [tenant, viewer, title]);
  expect(await embedPending(client, { model: "tiny", embed })).toMatchObject({ completed: 2 });

  const [vector = []] = await embed(["a warm soup"]);
  const search = {
    collection: "recipes.recipes",
    tenant,
    viewer,
    model: "tiny",
    text: "tomatoes",
    vector,
  };
  expect(await searchCombined(client, search)).toHaveLength(2);
  expect(await searchCombined(client, { ...search, viewer: crypto.randomUUID() })).toEqual([]);
});
