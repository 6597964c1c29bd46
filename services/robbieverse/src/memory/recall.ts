import { whoAsks } from "@deepiri/database";
import { embedWords, wordsModel } from "@deepiri/search";
import type { RobbieverseTransaction } from "../client.js";
import type { AiMemory } from "../generated/client.js";
import type { MemoryCategory } from "../words/memory.js";
import { memoryColumns } from "./columns.js";

/** What is recalled. */
export interface Recalling {
  /** 1 to 1000, 10 if left out. As many are recalled whenever so many match or are near. */
  readonly limit?: number | undefined;
  readonly categories?: readonly MemoryCategory[] | undefined;
}

/** How texts become vectors, where it is not by words. */
export interface Embedding {
  /** A model that a migration has added to the collection conversation.ai_memories. */
  readonly model: string;
  embed(texts: readonly string[]): Promise<readonly ArrayLike<number>[]>;
}

/** A memory that came to mind. */
export type Recalled = AiMemory & {
  /** Relevance times weight; equal ones are in the order of their ids. */
  readonly score: number;
  /** How near it is by words and by meaning: the sum of 1 / (60 + rank) of both searches. */
  readonly relevance: number;
};

const byWords: Embedding = { model: wordsModel, embed: embedWords };

/**
 * Recalls what who asks is remembered for and what is near to a text, by words and by meaning, the weightiest first:
 * importance, confidence, and how long ago it was last accessed, which this records. Expired memories are not recalled,
 * those not embedded yet by their words alone.
 */
export async function recall(
  client: RobbieverseTransaction,
  text: string,
  { limit = 10, categories }: Recalling = {},
  { model, embed }: Embedding = byWords,
): Promise<Recalled[]> {
  const [vector = []] = await embed([text]);
  const { tenant, user } = whoAsks();
  return await client.$queryRawUnsafe<Recalled[]>(
    `SELECT ${memoryColumns("(found.memory)")}, found.score, found.relevance FROM conversation.recall(
       $1::uuid, $2::uuid, $3, $4, $5::text::real[], $6::integer, $7::text[]) AS found ORDER BY found.rank`,
    tenant,
    user,
    model,
    text,
    `{${Array.from(vector).join(",")}}`,
    limit,
    categories ?? null,
  );
}
