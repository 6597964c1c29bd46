import { connectOnce } from "@deepiri/database";

/** What the programs saw. */
export interface Observed {
  /** The word last acknowledged of every row, by its id. */
  readonly ledger: ReadonlyMap<number, string>;
  readonly errors: readonly string[];
  readonly writes: number;
  readonly longestMs: number;
}

const words = ["todo", "doing", "done"];

/** Programs that insert and update public.tasks without a pause, each its own rows. */
export async function startWriters(url: string, count: number) {
  const ledger = new Map<number, string>();
  const errors: string[] = [];
  const seen = { writes: 0, longestMs: 0, stopped: false };
  const write = async (writer: number) => {
    const client = await connectOnce(url, { applicationName: "program" });
    for (let turn = 0; !seen.stopped && errors.length < 20; turn += 1) {
      const isNew = turn % 2 === 0;
      const id = (isNew ? turn : earlier(turn)) * 100 + writer;
      const word = turn % 10 === 0 ? "todo" : (words[turn % 3] as string);
      const [sql, values] = statement(isNew, turn, id, writer, word);
      const begin = performance.now();
      try {
        const { rowCount } = await client.query(sql, values);
        if (rowCount !== 1) errors.push(`${sql} met ${rowCount} rows`);
        ledger.set(id, word);
      } catch (error) {
        errors.push((error as Error).message);
      }
      seen.writes += 1;
      seen.longestMs = Math.max(seen.longestMs, performance.now() - begin);
    }
    await client.end();
  };
  const writing = Array.from({ length: count }, (_, index) => write(index + 1));
  return {
    async stop(): Promise<Observed> {
      seen.stopped = true;
      await Promise.all(writing);
      return { ledger, errors, ...seen };
    },
  };
}

/** An even turn before this one, now here, now there. */
function earlier(turn: number): number {
  return (((turn * 7919) % 1009) % turn) & ~1;
}

function statement(
  isNew: boolean,
  turn: number,
  id: number,
  writer: number,
  word: string,
): [string, unknown[]] {
  if (!isNew) return ["UPDATE public.tasks SET status = $2 WHERE id = $1", [id, word]];
  // Now and then the default is what counts.
  return turn % 10 === 0
    ? ["INSERT INTO public.tasks (id, writer) VALUES ($1, $2)", [id, writer]]
    : ["INSERT INTO public.tasks (id, writer, status) VALUES ($1, $2, $3)", [id, writer, word]];
}
