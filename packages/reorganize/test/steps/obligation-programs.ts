import { randomUUID } from "node:crypto";
import { connectOnce } from "@deepiri/database";
import type pg from "pg";

/** What the programs saw. */
export interface Observed {
  /** The status last acknowledged of every obligation they made, by its id. */
  readonly ledger: ReadonlyMap<string, string>;
  readonly errors: readonly string[];
  readonly statements: number;
  readonly longestMs: number;
}

// Without a status: the target wants one.
const words = [null, "IN_PROGRESS", "COMPLETED", "OVERDUE"] as const;
const insert = `INSERT INTO intelligence.obligations (id, lease_id, description, obligation_type, status)
  SELECT $1, id, 'Program', $2, $3 FROM intelligence.leases ORDER BY id LIMIT 1 RETURNING id`;
const update = "UPDATE intelligence.obligations SET status = $2 WHERE id = $1";
const read =
  "SELECT count(*) FROM intelligence.obligations WHERE status = $1 AND obligation_type = $2";

/** Programs that make, change and read obligations without a pause, each its own. */
export async function startObligations(url: string, count: number) {
  const ledger = new Map<string, string>();
  const errors: string[] = [];
  const seen = { statements: 0, longestMs: 0, stopped: false };
  const send = async (client: pg.Client, sql: string, values: unknown[]) => {
    const begin = performance.now();
    await client.query(sql, values).catch((error: Error) => errors.push(error.message));
    seen.statements += 1;
    seen.longestMs = Math.max(seen.longestMs, performance.now() - begin);
  };
  const work = async () => {
    const client = await connectOnce(url, { applicationName: "program" });
    for (let turn = 0; !seen.stopped && errors.length < 20; turn += 1) {
      const [id, word] = [randomUUID(), words[turn % words.length] ?? null];
      await send(client, insert, [id, "PAYMENT", "PENDING"]);
      await send(client, update, [id, word]);
      ledger.set(id, word ?? "PENDING");
      await send(client, read, [word, "NOTIFICATION"]);
    }
    await client.end();
  };
  const working = Array.from({ length: count }, work);
  return {
    async stop(): Promise<Observed> {
      seen.stopped = true;
      await Promise.all(working);
      return { ledger, errors, ...seen };
    },
  };
}
