import type { RawClient } from "@deepiri/database";

/** How a projection is. */
export interface ProjectionState {
  readonly name: string;
  readonly version: number;
  /** Of the last event that it has applied, or that was none of its own. */
  readonly position: number;
  /** Positions that the log is ahead. */
  readonly behind: number;
  readonly status: "running" | "failed";
  /** The event that it failed on, and why. */
  readonly error: string | null;
  /** When it last moved or failed. */
  readonly ranAt: Date;
}

interface StateRow extends Omit<ProjectionState, "position" | "behind" | "ranAt"> {
  readonly position: string | bigint;
  readonly behind: string | bigint;
  readonly ran_at: Date;
}

/** All projections of the database, by name and version. */
export async function readProjections(client: RawClient): Promise<ProjectionState[]> {
  const sql = "SELECT * FROM event_log.projection_states()";
  const rows = await client.$queryRawUnsafe<StateRow[]>(sql);
  return rows.map(({ position, behind, ran_at, ...state }) => ({
    ...state,
    position: Number(position),
    behind: Number(behind),
    ranAt: ran_at,
  }));
}

/** Removes the checkpoint of a version that is no longer run; run again, it would begin at the first event. */
export async function forgetProjection(
  client: RawClient,
  { name, version }: Pick<ProjectionState, "name" | "version">,
): Promise<void> {
  await client.$queryRawUnsafe(
    "SELECT event_log.forget_projection($1, $2::integer)::text",
    name,
    version,
  );
}
