import type { RawClient } from "@deepiri/database";
import {
  giveBack,
  type PendingEmbedding,
  putFailure,
  putVector,
  takePending,
} from "./pending-embeddings.js";

/** How a worker embeds. */
export interface EmbedOptions {
  readonly model: string;
  /** One vector for each text, in their order. Where it throws for several texts, each is tried alone. */
  embed(texts: readonly string[]): Promise<readonly ArrayLike<number>[]>;
  /** Texts at a time, 32 if left out. */
  readonly batch?: number | undefined;
  /** Seconds after which another worker may take what this one has not finished; 300 if left out. */
  readonly lease?: number | undefined;
  /** After how many attempts a text is given up, 5 if left out. */
  readonly maxAttempts?: number | undefined;
  /** Seconds until the second attempt, 30 if left out; each further wait is twice as long. */
  readonly firstWait?: number | undefined;
  /** When aborted, the batch at hand is the last. */
  readonly signal?: AbortSignal | undefined;
}

/** What a worker did, in texts. */
export interface Embedded {
  readonly completed: number;
  /** Changed while they were embedded: they are pending with their new text. */
  readonly changed: number;
  /** To be tried again later. */
  readonly postponed: number;
  /** Given up; `retryFailed` has them tried again. */
  readonly failed: number;
}

/** `embed` failed for every text of a batch, so the fault is not the texts': they are pending as before. */
export class EmbeddingUnavailable extends Error {
  override readonly name = "EmbeddingUnavailable";
}

/**
 * Embeds what is due, until nothing is. No transaction is open meanwhile, so no writer waits for the model; any
 * number of workers may do this at once, and be killed.
 *
 * @param client acts as the owner of the database's objects, as jobs do, or as the role of this package
 * @throws EmbeddingUnavailable
 */
export async function embedPending(client: RawClient, options: EmbedOptions): Promise<Embedded> {
  const { model, batch = 32, lease = 300, maxAttempts = 5, firstWait = 30, signal } = options;
  const total = { completed: 0, changed: 0, postponed: 0, failed: 0 };
  while (!signal?.aborted) {
    const taken = await takePending(client, model, { batch, lease, maxAttempts });
    if (taken.length === 0) break;
    const answers = await embedAll(options, taken);
    if (taken.length > 1 && answers.every(({ error }) => error !== undefined)) {
      await giveBack(client, taken);
      throw new EmbeddingUnavailable(
        `None of ${taken.length} texts could be embedded by "${model}": ${messageOf(answers[0]?.error)}`,
        { cause: answers[0]?.error },
      );
    }
    for (const answer of answers) total[await settle(client, answer, { maxAttempts, firstWait })]++;
  }
  return total;
}

/** What the model said to a text: a vector or an error. */
interface Answer {
  readonly entry: PendingEmbedding;
  readonly vector?: ArrayLike<number>;
  readonly error?: unknown;
}

async function embedAll(
  { embed, model }: EmbedOptions,
  entries: readonly PendingEmbedding[],
): Promise<Answer[]> {
  try {
    const vectors = await embed(entries.map(({ content }) => content));
    if (vectors.length !== entries.length)
      throw new Error(`"${model}" gave ${vectors.length} vectors for ${entries.length} texts.`);
    return entries.map((entry, n) => ({ entry, vector: vectors[n] as ArrayLike<number> }));
  } catch (error) {
    const [entry, ...others] = entries;
    if (entry && others.length === 0) return [{ entry, error: error ?? new Error("no reason") }];
  }
  const answers: Answer[] = [];
  for (const entry of entries) answers.push(...(await embedAll({ embed, model }, [entry])));
  return answers;
}

async function settle(
  client: RawClient,
  { entry, vector, error }: Answer,
  limits: { maxAttempts: number; firstWait: number },
): Promise<keyof Embedded> {
  try {
    if (!vector) throw error;
    return (await putVector(client, entry, vector)) ? "completed" : "changed";
  } catch (failure) {
    const status = await putFailure(client, entry, messageOf(failure), limits);
    return status === null ? "changed" : status === "failed" ? "failed" : "postponed";
  }
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
