import { whoAsks } from "@deepiri/database";
import { embedWords, searchByText, searchCombined, similarTo, wordsModel } from "@deepiri/search";
import type { PromptcraftTransaction } from "../client.js";
import { entityColumns } from "../entity/columns.js";
import { readEntity } from "../entity/read-entity.js";
import type { Entity } from "../generated/client.js";
import type { EntityType } from "../words.js";

/** What a search is limited to. */
export interface Finding {
  /** At most so many, 10 if left out. As many are found whenever so many match that may be seen. */
  readonly limit?: number;
  readonly types?: readonly EntityType[];
}

/** An entity that was found. */
export type FoundEntity = Entity & {
  /** Higher is better; how to read it, the search says. */
  readonly score: number;
};

/** How texts become vectors, where it is not by words. */
export interface Embedding {
  /** A model that a migration has added to the collection of entities. */
  readonly model: string;
  embed(texts: readonly string[]): Promise<readonly ArrayLike<number>[]>;
}

const byWords: Embedding = { model: wordsModel, embed: embedWords };

/** Entities that match words, of the title before the description before the content: `"a phrase"`, `or`, `-not`. */
export async function findByText(
  client: PromptcraftTransaction,
  text: string,
  finding: Finding = {},
): Promise<FoundEntity[]> {
  return await entitiesOf(client, await searchByText(client, { ...request(finding), text }));
}

/** Entities that match words or are near in meaning, best those that do both; the score is of ranks (1 / (60 + rank)). */
export async function findByMeaning(
  client: PromptcraftTransaction,
  text: string,
  finding: Finding = {},
  { model, embed }: Embedding = byWords,
): Promise<FoundEntity[]> {
  const [vector] = await embed([text]);
  const search = { ...request(finding), model, text, vector: vector ?? [] };
  return await entitiesOf(client, await searchCombined(client, search));
}

/**
 * Entities near in meaning to one, without it; the score is the cosine, 1 for the same direction. None while it is not
 * embedded yet. Throws NotFound unless who asks may read it.
 */
export async function findSimilar(
  client: PromptcraftTransaction,
  entityId: string,
  finding: Finding = {},
  model: string = wordsModel,
): Promise<FoundEntity[]> {
  await readEntity(client, entityId);
  const search = { ...request(finding), model, key: entityId };
  return await entitiesOf(client, await similarTo(client, search));
}

function request({ limit = 10, types }: Finding) {
  const { tenant, user } = whoAsks();
  return { collection: "promptcraft.entity", tenant, viewer: user, limit, kinds: types };
}

async function entitiesOf(
  client: PromptcraftTransaction,
  found: readonly { readonly key: string; readonly score: number }[],
): Promise<FoundEntity[]> {
  const sql = `SELECT ${entityColumns("entity")}, found.score
    FROM unnest($2::uuid[], $3::float8[]) WITH ORDINALITY AS found (id, score, place)
    JOIN promptcraft.visible_entities($1::uuid) AS entity ON entity.id = found.id
    ORDER BY found.place`;
  const keys = found.map(({ key }) => key);
  const scores = found.map(({ score }) => score);
  return await client.$queryRawUnsafe<FoundEntity[]>(sql, whoAsks().user, keys, scores);
}
