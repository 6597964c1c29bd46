import type { TransactionalClient } from "../src/index.js";
import { runProjection, stamp } from "../src/index.js";

/** Puts so many events of 1000 streams into the log, none of them stamped. */
export async function fill(client: TransactionalClient, events: number): Promise<void> {
  await client.$queryRawUnsafe(
    `INSERT INTO event_log.events (version, occurred_at, tenant, stream, type, data)
     SELECT n / 1000 + 1, clock_timestamp(), 'filled', 'stream ' || n % 1000, 'counted', to_jsonb(n)
     FROM generate_series(0, $1::integer - 1) AS n`,
    events,
  );
}

/** Events per second that get their positions. */
export async function stampingRate(client: TransactionalClient): Promise<number> {
  const begin = performance.now();
  let all = 0;
  for (let stamped = -1; stamped !== 0; all += stamped) stamped = await stamp(client);
  return perSecond(all, begin);
}

/** Events per second that a projection applies which adds up by stream, a statement a batch. */
export async function projectionRate(client: TransactionalClient, batch: number): Promise<number> {
  await client.$queryRawUnsafe(
    "CREATE TABLE IF NOT EXISTS public.bench_sums (stream text PRIMARY KEY, sum bigint NOT NULL)",
  );
  const begin = performance.now();
  const { applied } = await runProjection(
    client,
    {
      name: "bench.sums",
      version: batch,
      tenant: "filled",
      apply: async (tx, events) => {
        await tx.$queryRawUnsafe(
          `INSERT INTO public.bench_sums AS s
           SELECT stream, sum(n) FROM unnest($1::text[], $2::bigint[]) AS e (stream, n) GROUP BY stream
           ON CONFLICT (stream) DO UPDATE SET sum = s.sum + excluded.sum`,
          events.map(({ stream }) => stream),
          events.map(({ data }) => data),
        );
      },
    },
    { batch },
  );
  return perSecond(applied, begin);
}

function perSecond(count: number, begin: number): number {
  return Math.round((count * 1000) / (performance.now() - begin));
}
