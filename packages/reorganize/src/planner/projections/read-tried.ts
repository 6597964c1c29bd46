import { plainName } from "../../catalog/table-name.js";
import { lineageNames, unprojected } from "../../ledger/lineage.js";
import type { Repairs, TriedProjection, Unprojected } from "../../plan/shape-changes.js";
import type { Projection } from "../../projection/projection.js";
import type { Queryable } from "../../session/queryable.js";

/** What a projection made on the copy. */
export type Made = Omit<TriedProjection, "sampled" | "of" | "there">;

/** What the projections have made of the rows of the copy, after the last step. */
export async function readTried(
  copy: Queryable,
  projections: readonly Projection[],
): Promise<Made[]> {
  const made: Made[] = [];
  for (const { name, to, sources } of projections) {
    const [counts] = await copy.query<{ rows: number; repaired: number }>(
      `SELECT pg_catalog.count(*)::int AS rows, pg_catalog.count(repaired)::int AS repaired FROM ${lineageNames(name).lineage}`,
    );
    const repairs = await copy.query<Repairs>(
      `SELECT what, pg_catalog.count(*)::int AS count FROM ${lineageNames(name).lineage}, pg_catalog.unnest(repaired) AS what
        GROUP BY what ORDER BY count DESC, what`,
    );
    const not = await copy.query<Unprojected>(
      `SELECT state, reason, pg_catalog.count(*)::int AS count FROM ${unprojected} WHERE projection = $1
        GROUP BY state, reason ORDER BY count DESC, state, reason`,
      [name],
    );
    const from = [...new Set(sources.map(({ table }) => plainName(table)))];
    made.push({
      name,
      to: plainName(to),
      from,
      rows: counts?.rows ?? 0,
      repaired: counts?.repaired ?? 0,
      repairs,
      unprojected: not,
    });
  }
  return made;
}
