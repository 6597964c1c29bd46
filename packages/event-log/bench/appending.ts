import type pg from "pg";

/** Statement and values of a client's nth request. */
export type Request = (client: number, n: number) => pg.QueryConfig;

/** Streams that each client appends to in turn. */
const streams = 100;

const data = {
  text: "What an event carries is often about this long, so that is what is written here.",
  n: 7,
};

const event = { type: "written", data };

const plain = `INSERT INTO event_log.events (version, occurred_at, tenant, stream, type, data)
  VALUES ($1, clock_timestamp(), 'bench', $2, 'written', $3)`;

const appended = "SELECT * FROM event_log.try_append('bench', $1, $2, NULL, $3)";

/** Ways of writing an event or ten, each request a transaction of its own. */
export const requests: Readonly<Record<string, Request>> = {
  "plain insert": (client, n) => ({
    name: "plain",
    text: plain,
    values: [Math.floor(n / streams) + 1, `plain ${client} ${n % streams}`, data],
  }),
  append: (client, n) => ({
    name: "append",
    text: appended,
    values: [`append ${client} ${n % streams}`, JSON.stringify([event]), null],
  }),
  "append of ten": (client, n) => ({
    name: "append",
    text: appended,
    values: [`tens ${client} ${n % streams}`, JSON.stringify(Array(10).fill(event)), null],
  }),
  "append under a key": (client, n) => ({
    name: "append",
    text: appended,
    values: [`keyed ${client} ${n % streams}`, JSON.stringify([event]), `${client} ${n}`],
  }),
};

/** Requests per second, of so many clients for so many seconds. */
export async function rate(pool: pg.Pool, request: Request, clients: number, seconds: number) {
  const connections = await Promise.all(Array.from({ length: clients }, () => pool.connect()));
  const end = performance.now() + seconds * 1000;
  const offset = nextOffset();
  let done = 0;
  await Promise.all(
    connections.map(async (connection, index) => {
      for (let n = 0; performance.now() < end; n += 1) {
        await connection.query(request(offset + index, n));
        done += 1;
      }
    }),
  );
  for (const connection of connections) connection.release();
  return Math.round(done / seconds);
}

let offsets = 0;

/** Numbers of clients that no round before had: their streams are empty. */
function nextOffset(): number {
  offsets += 100;
  return offsets;
}
