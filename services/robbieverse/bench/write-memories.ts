import { clusteredVectors } from "@deepiri/search/testing";
import type pg from "pg";

/** Whose memories are searched. */
export interface Member {
  readonly organizationId: string;
  readonly userId: string;
}

/** A text that is asked for, and its vector. */
export interface Question {
  readonly text: string;
  readonly vector: readonly number[];
}

/** The model of these memories, as one of texts: 384 dimensions. */
export const model = "bench-384";

const topics = 200;

/**
 * Writes so many memories of one member about some 200 topics, with their vectors, and gives questions about the same
 * topics. A fifth are core memories; the others were last accessed in the last two months. As the owner.
 */
export async function writeMemories(
  connection: pg.ClientBase,
  amounts: { memories: number; questions: number },
  onWritten: (amount: number) => void,
): Promise<{ member: Member; questions: Question[] }> {
  const { memories, questions } = amounts;
  const member = await addMember(connection);
  await connection.query(
    `SELECT search.remove_model('conversation.ai_memories', 'words-256'),
       search.add_model('conversation.ai_memories', '${model}', 384)`,
  );
  const vectors = clusteredVectors({
    amount: memories + questions,
    dimensions: 384,
    topics,
    spread: 0.6,
    seed: 1,
  });
  for (let from = 0; from < memories; from += 1000) {
    const some = vectors.slice(from, Math.min(from + 1000, memories));
    await writeSome(connection, member, from, some);
    // Or each further row is looked up by an index that tells no rows apart: the planner knows nothing of them yet.
    if (from === 0) await connection.query("ANALYZE search.documents, search.embeddings");
    onWritten(from + some.length);
  }
  await connection.query(
    "ANALYZE conversation.ai_memories, search.documents, search.embeddings, search.vectors",
  );
  const asked = vectors.slice(memories).map((vector, n) => ({
    text: `topic${(memories + n) % topics} item${n}`,
    vector,
  }));
  return { member, questions: asked };
}

async function addMember(connection: pg.ClientBase): Promise<Member> {
  const { rows } = await connection.query<Member>(
    `WITH organization AS (INSERT INTO core.organizations (name) VALUES ('bench') RETURNING id),
       person AS (
         INSERT INTO core.users (username, email, password_hash) VALUES ('bench', 'bench@example.org', '*') RETURNING id
       )
     INSERT INTO core.organization_memberships (organization_id, user_id)
     SELECT organization.id, person.id FROM organization, person
     RETURNING organization_id AS "organizationId", user_id AS "userId"`,
  );
  return rows[0] as Member;
}

/** Memories and vectors of a thousand, a statement each. */
async function writeSome(
  connection: pg.ClientBase,
  { organizationId, userId }: Member,
  from: number,
  vectors: readonly (readonly number[])[],
): Promise<void> {
  const { rows } = await connection.query<{ ids: string[] }>(
    `WITH written AS (
       INSERT INTO conversation.ai_memories (organization_id, user_id, category, subject, content, importance_level,
         confidence_level, is_core_memory, last_accessed)
       SELECT $1, $2, 'fact', 'memory ' || n, 'topic' || (n % ${topics}) || ' item' || n, 1 + n % 10,
         0.5 + (n % 6) / 10.0, n % 5 = 0, now() - (n % 60) * interval '1 day'
       FROM generate_series($3::integer, $3 + $4::integer - 1) AS n
       RETURNING id, subject
     )
     SELECT array_agg(id::text ORDER BY substr(subject, 8)::integer) AS ids FROM written`,
    [organizationId, userId, from, vectors.length],
  );
  await connection.query(
    `SELECT count(search.put_vector(e.id, e.content_hash, v.vector::real[]))
     FROM unnest($1::text[], $2::text[]) AS v (key, vector)
     JOIN search.embeddings AS e ON e.tenant = $3 AND e.collection = 'conversation.ai_memories' AND e.model = $4
       AND e.key = v.key`,
    [rows[0]?.ids, vectors.map((vector) => `{${vector.join(",")}}`), organizationId, model],
  );
}
