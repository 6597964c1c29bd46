import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { keepsFailures } from "../keep.js";
import { onSameServer } from "../maintenance.js";
import { type CloneMaker, createCloneMaker } from "./clone-maker.js";
import { type Answer, type Message, onLines } from "./messages.js";
import { createStock, type Stock } from "./stock.js";

/** Keeps clones of templates in stock for the workers of a run, and drops what they leave. */
export interface Keeper {
  /** Where workers reach it, on 127.0.0.1. */
  readonly port: number;
  /** Takes no template for granted any more: the migrations may have changed. */
  forget(): void;
  /** Stops; the run's databases that are left are the caller's to drop. */
  close(): Promise<void>;
}

interface Shelf {
  readonly template: string;
  readonly stock: Stock;
}

// A worker a core takes at most one at a time, and there are seldom more than two of them.
const reserve = 2;

const noSuchDatabase = "3D000";

/** Starts the keeper of a run, in the process that outlives the workers. */
export async function startKeeper(serverUrl: string, runId: string): Promise<Keeper> {
  const maker = createCloneMaker(serverUrl, runId);
  const shelves = new Map<string, Shelf>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.once("close", () => sockets.delete(socket)));
    serve(socket, {
      serverUrl,
      maker,
      take: (key, template) => take(shelves, maker, key, template),
    });
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  const emptyShelves = async () => {
    const closing = [...shelves.values()];
    shelves.clear();
    return (await Promise.all(closing.map(({ stock }) => stock.close()))).flat();
  };
  return {
    port: (server.address() as AddressInfo).port,
    forget: () => void emptyShelves().then((names) => names.forEach(maker.dropLater)),
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await emptyShelves();
      await maker.close();
    },
  };
}

/** Undefined when no template of the package is known, or the one that was is gone. */
async function take(
  shelves: Map<string, Shelf>,
  maker: CloneMaker,
  key: string,
  template: string | undefined,
): Promise<string | undefined> {
  const known = shelves.get(key);
  if (template && template !== known?.template) {
    shelves.set(key, { template, stock: createStock(reserve, () => maker.clone(key, template)) });
  }
  const shelf = shelves.get(key);
  try {
    return await shelf?.stock.take();
  } catch (error) {
    // A run of another checkout, with other migrations, replaced the template on a shared server.
    if ((error as { code?: string }).code !== noSuchDatabase) throw error;
    if (shelves.get(key) === shelf) shelves.delete(key);
    return undefined;
  }
}

interface Service {
  readonly serverUrl: string;
  readonly maker: CloneMaker;
  take(key: string, template: string | undefined): Promise<string | undefined>;
}

function serve(socket: Socket, { serverUrl, maker, take }: Service): void {
  const held = new Set<string>();
  const answer = (text: Answer) => socket.write(`${JSON.stringify(text)}\n`);

  async function respond(message: Extract<Message, { ask: number }>): Promise<Answer> {
    const { ask } = message;
    if ("keep" in message) {
      held.delete(message.keep);
      return { ask, name: await maker.keep(message.keep) };
    }
    const name = await take(message.take, message.template);
    if (!name) return { ask, unknown: true };
    held.add(name);
    // Its worker has died in the meantime.
    if (socket.destroyed) leave(name);
    return { ask, name };
  }

  function leave(name: string): void {
    if (!held.delete(name)) return;
    if (!keepsFailures()) return maker.dropLater(name);
    maker.keep(name).then(
      (kept) => console.info(`kept a crashed worker's database: ${onSameServer(serverUrl, kept)}`),
      () => maker.dropLater(name),
    );
  }

  onLines(socket, (line) => {
    const message = JSON.parse(line) as Message;
    if ("ask" in message) {
      respond(message).then(answer, (error) => answer({ ask: message.ask, error: error.message }));
    } else if ("drop" in message) {
      if (held.delete(message.drop)) maker.dropLater(message.drop);
    } else {
      const { what, since, waited } = message;
      performance.measure(`test database: ${what}`, {
        start: since - performance.timeOrigin,
        duration: waited,
      });
    }
  });
  socket.on("error", () => {});
  socket.once("close", () => [...held].forEach(leave));
}
