import type { RawClient } from "@deepiri/database";

/** How old the rows of a read model are. */
export interface Freshness {
  /** `schema.view`. */
  readonly name: string;
  /** No row is older than this; null before the first refresh. */
  readonly refreshedAt: Date | null;
  /** Since then, by the server's clock; null before the first refresh. */
  readonly ageSeconds: number | null;
  /** Whether they are more than twice as old as declared: a refresh was missed. */
  readonly isOverdue: boolean;
  readonly rows: number | null;
  /** How long it took to make them. */
  readonly durationSeconds: number | null;
  /** Since when they are being made anew; null when they are not. */
  readonly runningSince: Date | null;
  /** What the last refresh failed for; null when it did not. */
  readonly error: string | null;
}

const columns = `
  refreshed_at AS "refreshedAt", EXTRACT(epoch FROM age)::float8 AS "ageSeconds", is_overdue AS "isOverdue",
  rows::float8 AS rows, EXTRACT(epoch FROM duration)::float8 AS "durationSeconds",
  running_since AS "runningSince", error`;

/**
 * How fresh a read model is. Any package that depends on this one may ask.
 *
 * @param name `schema.view`, quoted where SQL would need it
 * @throws what the client makes of an error of the server when there is no such model
 */
export async function readModel(client: RawClient, name: string): Promise<Freshness> {
  const [found] = await client.$queryRawUnsafe<[Freshness]>(
    `SELECT $1 AS name, ${columns} FROM read_models.freshness($1)`,
    name,
  );
  return found;
}

/**
 * How fresh each read model is, by name.
 *
 * @param client acts as the owner of the views; services have no right to look at all
 */
export async function readModels(client: RawClient): Promise<Freshness[]> {
  return await client.$queryRawUnsafe<Freshness[]>(
    `SELECT name, ${columns}
     FROM (SELECT pg_catalog.format('%I.%I', schema_name, view_name) AS name FROM read_models.models) AS model
     CROSS JOIN LATERAL read_models.freshness(name)
     ORDER BY name`,
  );
}
