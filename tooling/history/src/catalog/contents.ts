import { type Observation, observe } from "@deepiri/observer";
import { readColumnOrder } from "./column-order.js";
import { contentOf, keyOf, readFacts } from "./facts.js";
import { readRows, type TableRows } from "./rows.js";
import { reading } from "./session.js";

/** All that is compared of a database. */
export interface Contents {
  readonly url: string;
  /** What pg-delta knows, by object. */
  readonly facts: ReadonlyMap<string, string>;
  /** What the catalogs say, read by other code. */
  readonly observation: Observation;
  readonly columnOrder: ReadonlyMap<string, string>;
  readonly rows: ReadonlyMap<string, TableRows>;
}

/** Reads it, without what the hidden schemas hold. */
export async function readContents(url: string, hidden: readonly string[]): Promise<Contents> {
  const facts = (await readFacts(url, new Set(hidden))).facts();
  const read = await reading(url, async (client) => ({
    observation: await observe(
      { query: async (sql) => (await client.query(sql)).rows },
      { hidden },
    ),
    columnOrder: await readColumnOrder(client, hidden),
    rows: await readRows(client, hidden),
  }));
  return { url, facts: new Map(facts.map((fact) => [keyOf(fact), contentOf(fact)])), ...read };
}
