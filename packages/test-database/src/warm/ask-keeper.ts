import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { TestServerMissingError } from "../errors.js";
import { type Answer, type Message, onLines } from "./messages.js";

/** A worker's connection to the keeper; when it ends, its databases are dropped. */
export interface KeeperLink {
  /** A clone's name; undefined when the keeper knows no template and none is given. */
  take(key: string, template?: string): Promise<string | undefined>;
  /** Keeps a database; resolves to its new address. */
  keep(name: string): Promise<string>;
  /** Sends what needs no answer. */
  tell(message: Exclude<Message, { ask: number }>): void;
  close(): void;
}

interface Asker {
  resolve(answer: Answer): void;
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
    if ("error" in answer) asker?.reject(new TestServerMissingError(answer.error));
    else asker?.resolve(answer);
  });
  socket.on("error", () => {});
  socket.once("close", () => {
    for (const asker of askers.values()) asker.reject(keeperGone());
  });
  return {
    take: async (key, template) => {
      const answer = await ask(socket, askers, { take: key, ...(template && { template }) });
      return "name" in answer ? answer.name : undefined;
    },
    keep: async (name) => {
      const answer = await ask(socket, askers, { keep: name });
      return "name" in answer ? answer.name : name;
    },
    tell: (message) => send(socket, message),
    close: () => void socket.end(),
  };
}

let asked = 0;

async function ask(
  socket: Socket,
  askers: Map<number, Asker>,
  question: { take: string; template?: string } | { keep: string },
): Promise<Answer> {
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
