import { NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { AiMemory } from "../generated/client.js";
import type { MemoryCategory, MemorySource } from "../words/memory.js";
import { memoryColumns } from "./columns.js";

/** Something to be remembered of who asks. */
export interface NewMemory {
  readonly category: MemoryCategory;
  /** What it is about: what is remembered of it already is merged with this, whatever its capital letters. */
  readonly subject: string;
  readonly content: string;
  /** 0 to 1, 0.5 if left out. */
  readonly confidence?: number | undefined;
  /** 1 to 10, 5 if left out. */
  readonly importance?: number | undefined;
  /** 1 to 10, 5 if left out. */
  readonly emotionalWeight?: number | undefined;
  /** What was said or seen. */
  readonly evidence?: string | undefined;
  readonly source?: MemorySource | undefined;
  /** Ids of what it was taken from, such as messages. */
  readonly references?: readonly string[] | undefined;
  readonly people?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  /** What is left of its weight a day after its last access: above 0, at most 1; 0.95 if left out. */
  readonly decayRate?: number | undefined;
  /** Core memories do not fade. */
  readonly isCore?: boolean | undefined;
  /** Never if left out. */
  readonly expiresAt?: Date | undefined;
}

/**
 * Remembers something of who asks. What is remembered of the same category and subject becomes what is said now, with
 * one piece of evidence more, more confidence, and the greater importance; it lasts as long as either would have.
 */
export async function remember(
  client: RobbieverseTransaction,
  memory: NewMemory,
): Promise<AiMemory> {
  const { tenant, user } = whoAsks();
  const [row] = await client.$queryRawUnsafe<AiMemory[]>(
    `SELECT ${memoryColumns("memory")} FROM conversation.remember(
       $1::uuid, $2::uuid, $3, $4, $5, $6::double precision, $7::integer, $8::integer, $9, $10, $11::text[]::uuid[],
       $12::text[], $13::text[], $14::double precision, $15::boolean, $16::timestamptz) AS memory`,
    tenant,
    user,
    memory.category,
    memory.subject,
    memory.content,
    memory.confidence ?? 0.5,
    memory.importance ?? 5,
    memory.emotionalWeight ?? 5,
    memory.evidence ?? null,
    memory.source ?? null,
    memory.references ?? [],
    memory.people ?? [],
    memory.tags ?? [],
    memory.decayRate ?? 0.95,
    memory.isCore ?? false,
    memory.expiresAt ?? null,
  );
  return row as AiMemory;
}

/** Removes a memory of who asks for good. Throws NotFound. */
export async function forget(client: RobbieverseTransaction, id: string): Promise<void> {
  const { tenant, user } = whoAsks();
  const { count } = await client.aiMemory.deleteMany({
    where: { organizationId: tenant, userId: user, id },
  });
  if (count === 0) throw new NotFound("conversation.ai_memories", id);
}
