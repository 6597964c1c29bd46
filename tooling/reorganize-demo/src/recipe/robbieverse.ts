import { all, type Part, scripts } from "../part.js";
import { readScript } from "../run-script.js";
import type { Recipe } from "./recipe.js";

const files = (...names: readonly string[]): Part =>
  all(...names.map((name) => deployed(`robbieverse/backend/${name}`)));

/** Runs a file of the family as it stands; where the server has no vectors, texts stand in for them, without an index. */
const deployed =
  (name: string): Part =>
  async (client, values) => {
    const { rowCount } = await client.query(
      "SELECT FROM pg_catalog.pg_available_extensions WHERE name = 'vector'",
    );
    const text = await readScript(name, values);
    const sql = rowCount === 0 ? withoutVectors(text) : text;
    await client.query(`SET LOCAL search_path = public;\n${sql}`);
  };

const standIn = `CREATE DOMAIN vector AS text CHECK (VALUE ~ '^\\[[^\\[\\]]+\\]$');`;

const withoutVectors = (text: string): string =>
  text
    .replace("CREATE EXTENSION IF NOT EXISTS vector;", () => standIn)
    .replaceAll(/vector\(\d+\)/g, "vector")
    .replaceAll(/CREATE INDEX [^;]* USING hnsw [^;]*;/g, "");

const rows = ["people", "conversations", "personalities", "moods", "without-makers"];

/** Memory and moods of an assistant, as three files have made them, to be conversations of messages. */
export const robbieverseRecipe: Recipe = {
  name: "robbieverse",
  title:
    "An assistant's memory after a year: users that are texts, sessions that several share or nobody has, moods and levels that there are not, changes written twice, local times, and tables that nobody can explain.",
  database: "robbieverse",
  parts: [
    files("schema", "schema-personalities", "schema-mood-events", "schema-mood-events"),
    inPublic(scripts(...rows.map((name) => `robbieverse/rows/${name}`))),
  ],
  unmanaged: [scripts("robbieverse/rows/unknown")],
};

/** With the types of the files in sight, as programs have them. */
function inPublic(part: Part): Part {
  return async (client, values) => {
    const { rows: before } = await client.query("SHOW search_path");
    await client.query("SET search_path = public");
    await part(client, values);
    await client.query("SELECT pg_catalog.set_config('search_path', $1, false)", [
      before[0].search_path,
    ]);
  };
}
