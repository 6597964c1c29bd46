import type { RawClient } from "@deepiri/database";
import type { PlacedEvent } from "../event.js";
import { readPlaced } from "../read-events.js";
import { stamp } from "../stamp.js";
import type { Projection, TransactionalClient } from "./projection.js";
import { ProjectionError } from "./projection-error.js";

/** How far a run goes. */
export interface RunOptions {
  /** Events for one call of `apply`, and so for one transaction; 500 if left out. */
  readonly batch?: number;
  /** Ends the run after the batch at hand. */
  readonly signal?: AbortSignal;
}

/** What a run did. */
export interface ProjectionRun {
  /** Events that were applied. */
  readonly applied: number;
  /** True if another runner has the projection, so that this one stopped. */
  readonly isTaken: boolean;
}

/**
 * Applies all events that the projection has not seen, in batches, and returns when there are no more. Each event
 * is applied exactly once, by one runner at a time; who comes second returns at once. Call it whenever there may be
 * something new: by a job, or after a notification.
 *
 * A batch that fails is tried again in smaller parts, until it is known which event fails.
 *
 * @throws ProjectionError when an event cannot be applied; what stood before it is, and the failure is recorded
 */
export async function runProjection<Tx extends RawClient>(
  client: TransactionalClient<Tx>,
  projection: Projection<Tx>,
  { batch = 500, signal }: RunOptions = {},
): Promise<ProjectionRun> {
  let [applied, size] = [0, batch];
  while (signal?.aborted !== true) {
    // Outside of the transaction below, which may be long.
    await stamp(client);
    const step = await applyBatch(client, projection, size);
    if (step.kind === "taken") return { applied, isTaken: true };
    if (step.kind === "failed") {
      if (step.events.length > 1) size = Math.ceil(step.events.length / 2);
      else throw await recorded(client, projection, step);
      continue;
    }
    applied += step.count;
    if (step.isLast) break;
  }
  return { applied, isTaken: false };
}

interface Failure {
  readonly kind: "failed";
  /** Not empty. */
  readonly events: readonly PlacedEvent[];
  readonly error: unknown;
}

type Step =
  | { readonly kind: "taken" }
  | { readonly kind: "applied"; readonly count: number; readonly isLast: boolean }
  | Failure;

async function applyBatch<Tx extends RawClient>(
  client: TransactionalClient<Tx>,
  projection: Projection<Tx>,
  size: number,
): Promise<Step> {
  let events: PlacedEvent[] = [];
  try {
    return await client.transaction(async (tx): Promise<Step> => {
      events = [];
      const claim = await claimed(tx, projection);
      if (claim === undefined) return { kind: "taken" };
      const { types, tenant } = projection;
      events = await readPlaced(tx, { after: claim.checkpoint, limit: size, types, tenant });
      if (events.length > 0) await projection.apply(tx, events);
      const isLast = events.length < size;
      // What is not of its types or tenant has not to be looked at again.
      const seen = isLast ? claim.logPosition : 0;
      const position = Math.max(seen, events.at(-1)?.position ?? claim.checkpoint);
      if (position > claim.checkpoint) await advance(tx, projection, position);
      return { kind: "applied", count: events.length, isLast };
    });
  } catch (error) {
    if (events.length === 0) throw error;
    return { kind: "failed", events, error };
  }
}

interface Claim {
  readonly checkpoint: number;
  readonly logPosition: number;
}

type ClaimRow = Record<"checkpoint" | "log_position", string | bigint>;

async function claimed(
  tx: RawClient,
  { name, version }: Projection<never>,
): Promise<Claim | undefined> {
  const sql = "SELECT * FROM event_log.claim_projection($1, $2::integer)";
  const [row] = await tx.$queryRawUnsafe<ClaimRow[]>(sql, name, version);
  return row && { checkpoint: Number(row.checkpoint), logPosition: Number(row.log_position) };
}

async function advance(
  tx: RawClient,
  { name, version }: Projection<never>,
  position: number,
): Promise<void> {
  const sql = "SELECT event_log.advance_projection($1, $2::integer, $3::bigint)::text";
  await tx.$queryRawUnsafe(sql, name, version, position);
}

/** The failure as the error to throw, once it is recorded. */
async function recorded(
  client: RawClient,
  { name, version }: Projection<never>,
  { events: [event], error }: Failure,
): Promise<Error> {
  const failure = new ProjectionError(name, version, event as PlacedEvent, error);
  const sql = "SELECT event_log.fail_projection($1, $2::integer, $3)::text";
  return client.$queryRawUnsafe(sql, name, version, failure.message).then(
    () => failure,
    (second: unknown) => new AggregateError([failure, second], failure.message),
  );
}
