import type { Clients } from "./clients.js";
import type { Batch, KeptRows, Written } from "./write.js";

/** What a step would write into one table. */
export interface ExpectedRows extends KeptRows {
  /** As "schema.table". */
  readonly table: string;
}

/** Clients that write nothing and tell what they were given; roles are taken to be there. */
export function keepingClients(): Clients {
  const model = (client: keyof Clients) => ({
    createMany: async ({ data }: { data: KeptRows["rows"] }): Promise<Batch> => ({
      count: 0,
      kept: { client, rows: data },
    }),
    findMany: async () => ({ find: () => ({ id: "" }) }),
  });
  const clientOf = (name: string) => new Proxy({}, { get: () => model(name as keyof Clients) });
  return new Proxy({}, { get: (_, name) => clientOf(String(name)) }) as Clients;
}

/** What the steps were to write, table by table. */
export function expectedRows(written: readonly Written[]): ExpectedRows[] {
  return written.flatMap(([table, , kept]) => (kept === undefined ? [] : [{ table, ...kept }]));
}
