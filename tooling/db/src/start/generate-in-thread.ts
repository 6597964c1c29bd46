import { Worker } from "node:worker_threads";
import { CommandError } from "../output/command-error.js";

/** What the thread sends: the key of a package before its client is written, or why it failed. */
export type ThreadMessage = { readonly key: string } | { readonly failure: string };

/** Generates all clients in a thread, so that this one can go on: Prisma's generator never waits. */
export function generateInThread(root: string, onStart: (key: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL("./generate-thread.js", import.meta.url), {
      workerData: root,
    });
    thread.on("message", (message: ThreadMessage) => {
      if ("key" in message) onStart(message.key);
      else reject(new CommandError(message.failure));
    });
    thread.once("error", reject);
    thread.once("exit", () => resolve());
  });
}
