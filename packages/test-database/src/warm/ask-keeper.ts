import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { TestDatabaseError, TestServerMissingError } from "../errors.js";
import type { Wanted } from "../maintenance/template.js";
import { type Answer, type Message, onLines } from "./messages.js";
import type { Taken } from "./shelves.js";

/** A worker's connection to the keeper; when it ends, its databases are dropped. */
export interface KeeperLink {
  /** A clone of the package's template, which is built first if need be. */
  take(wanted: Wanted): Promise<Taken>;
  /** Keeps a database; resolves to its new address. */
  keep(name: string): Promise<string>;
  /** Sends what needs no answer. */
  tell(message: Exclude<Message, { ask: number }>): void;
  close(): void;
}

type Done = Exclude<Answer, { error: string }>;

interface Asker {
  resolve(answer: Done): void;
  reject(error: Error): void;
}

/** Connects to the keeper on this port. It keeps the process alive only while an answer is due. */
export async function linkToKeeper(port: number): Promise<KeeperLink> {
  const socket = createConnection(port, "127.0.0.1").setNoDelay();
  await once(socket, "connect");
  socket.unref();
  const askers = new Map<number, Asker>();
  onLines(socket, (line) => {
    const answer = JSON.parse(line) as Answer;
    const asker = askers.get(answer.ask);
    askers.delete(answer.ask);
    if (askers.size === 0) socket.unref();
    if ("error" in answer) asker?.reject(new TestDatabaseError(answer.error));
    else asker?.resolve(answer);
  });
  socket.on("error", () => {});
  socket.once("close", () => {
    for (const asker of askers.values()) asker.reject(keeperGone());
  });
  return {
    take: async (wanted) => {
      const { done, database = "", first = false } = await ask(socket, askers, { take: wanted });
      return { name: done, database, first };
    },
    keep: async (name) => (await ask(socket, askers, { keep: name })).done,
    tell: (message) => send(socket, message),
    close: () => void socket.end(),
  };
}

let asked = 0;

async function ask(
  socket: Socket,
  askers: Map<number, Asker>,
  question: { take: Wanted } | { keep: string },
): Promise<Done> {
  asked += 1;
  const number = asked;
  return await new Promise((resolve, reject) => {
    if (socket.destroyed) return reject(keeperGone());
    askers.set(number, { resolve, reject });
    socket.ref();
    send(socket, { ask: number, ...question });
  });
}

function keeperGone(): TestServerMissingError {
  return new TestServerMissingError("the run that kept the test databases has ended");
}

function send(socket: Socket, message: Message): void {
  socket.write(`${JSON.stringify(message)}\n`);
}
