import type { Socket } from "node:net";
import { performance } from "node:perf_hooks";
import { keepsFailures } from "../run/keep.js";
import type { CloneMaker } from "./clone-maker.js";
import { type Answer, type Message, onLines } from "./messages.js";
import type { Shelves } from "./shelves.js";

/** Answers one worker, and drops what it still holds when its connection ends. */
export function serveWorker(socket: Socket, shelves: Shelves, maker: CloneMaker): void {
  const held = new Set<string>();

  async function respond(message: Extract<Message, { ask: number }>): Promise<Answer> {
    const { ask } = message;
    if ("keep" in message) {
      held.delete(message.keep);
      return { ask, done: await maker.keep(message.keep) };
    }
    const { name, database, first } = await shelves.take(message.take);
    held.add(name);
    // The worker may have died in the meantime.
    if (socket.destroyed) leave(name);
    return { ask, done: name, database, ...(first && { first }) };
  }

  function leave(name: string): void {
    held.delete(name);
    if (keepsFailures()) void keepCrashed(maker, name);
    else maker.dropLater(name);
  }

  function handle(message: Message): void {
    if ("ask" in message) {
      const { ask } = message;
      const answer = (text: Answer) => socket.write(`${JSON.stringify(text)}\n`);
      respond(message).then(answer, (error) => answer({ ask, error: String(error.message) }));
    } else if ("drop" in message) {
      if (held.delete(message.drop)) maker.dropLater(message.drop);
    } else {
      const start = message.since - performance.timeOrigin;
      performance.measure(`test database: ${message.what}`, { start, duration: message.waited });
    }
  }

  onLines(socket, (line) => handle(JSON.parse(line)));
  socket.on("error", () => {});
  socket.once("close", () => [...held].forEach(leave));
}

async function keepCrashed(maker: CloneMaker, name: string): Promise<void> {
  try {
    console.info(`kept the database of a worker that ended early: ${await maker.keep(name)}`);
  } catch {
    // Somebody is still connected to it, or the run is over.
    maker.dropLater(name);
  }
}
