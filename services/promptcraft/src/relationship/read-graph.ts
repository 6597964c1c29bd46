import { NotFound, whoAsks } from "@deepiri/database";
import type { PromptcraftTransaction } from "../client.js";
import { entityColumns } from "../entity/columns.js";
import type { Entity, Relationship } from "../generated/client.js";
import type { RelationshipType } from "../words.js";

/** How far to go, and along what. */
export interface GraphQuery {
  /** Steps from the start, 1 to 10; 1 if left out. */
  readonly depth?: number;
  /** From source to target, the other way, or both, which it is if left out. */
  readonly direction?: "outgoing" | "incoming" | "both";
  /** Relationships of these types alone. */
  readonly types?: readonly RelationshipType[];
}

/** What was reached, and how it is related. */
export interface Graph {
  /** Each entity once, with the least number of steps to it; the nearest first, and first of all the start. */
  readonly nodes: readonly (Entity & { readonly depth: number })[];
  /** Between the nodes, of the types that were asked for. */
  readonly relationships: readonly Relationship[];
}

/**
 * The entities that relationships lead to from one, as far as who asks may see them; through what he may not see, no way
 * leads.
 *
 * @throws NotFound when the start is deleted or not for him to see; RangeError for a depth outside of 1 to 10
 */
export async function readGraph(
  client: PromptcraftTransaction,
  start: string,
  { depth = 1, direction = "both", types }: GraphQuery = {},
): Promise<Graph> {
  if (!Number.isInteger(depth) || depth < 1 || depth > 10)
    throw new RangeError(`a graph is 1 to 10 steps deep, not ${depth}`);
  const { user } = whoAsks();
  const sql = `SELECT ${entityColumns("entity")}, reached.depth
    FROM promptcraft.entity_graph($1::uuid, $2::uuid, $3::integer, $4, $5::text[]) AS reached
    JOIN promptcraft.entity ON entity.id = reached.entity_id
    ORDER BY reached.depth, entity.title, entity.id`;
  const values = [user, start, depth, direction, types ?? null];
  const nodes = await client.$queryRawUnsafe<(Entity & { depth: number })[]>(sql, ...values);
  if (nodes.length === 0) throw new NotFound("promptcraft.entity", start);
  const ids = nodes.map(({ id }) => id);
  const relationships = await client.relationship.findMany({
    where: {
      sourceId: { in: ids },
      targetId: { in: ids },
      ...(types && { relationshipType: { in: [...types] } }),
    },
    orderBy: [{ sourceId: "asc" }, { targetId: "asc" }, { relationshipType: "asc" }],
  });
  return { nodes, relationships };
}
