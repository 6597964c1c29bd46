import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { ensureTemplate, type Template, type Wanted } from "../maintenance/template.js";
import { createCloneMaker } from "./clone-maker.js";
import { serveWorker } from "./serve-worker.js";
import { createShelves } from "./shelves.js";

/** Keeps clones of templates in stock for the workers of a run, and drops what they leave. */
export interface Keeper {
  /** Where workers reach it, on 127.0.0.1. */
  readonly port: number;
  /** Takes no template for granted any more: the migrations may have changed. */
  forget(): void;
  /** Stops. The run's databases that are left are the caller's to drop. */
  close(): Promise<void>;
}

/** Starts the keeper of a run, in the process that outlives the workers. */
export async function startKeeper(
  serverUrl: string,
  runId: string,
  templateOf: (wanted: Wanted) => Promise<Template> = (wanted) => ensureTemplate(serverUrl, wanted),
): Promise<Keeper> {
  const maker = createCloneMaker(serverUrl, runId);
  const shelves = createShelves(maker, templateOf);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.setNoDelay());
    socket.once("close", () => sockets.delete(socket));
    serveWorker(socket, shelves, maker);
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    forget: () => void shelves.empty().then((names) => names.forEach(maker.dropLater)),
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await shelves.empty();
      await maker.close();
    },
  };
}
