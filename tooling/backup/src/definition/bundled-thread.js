import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { pgDump } from "@electric-sql/pglite-tools/pg_dump";

// pg_dump waits for its server, as any C program does; so it has this thread to itself, and the other
// one, which holds the connection, wakes it when the answer is there.
const { port, signal, options } = workerData;
const awake = new Int32Array(signal);

/** What pg_dump takes for PGlite: something that answers bytes of the protocol with bytes. */
const server = {
  query: async () => ({ rows: [{ search_path: "" }] }),
  exec: async () => [],
  execProtocolRawStream(request, { onRawData }) {
    port.postMessage(Uint8Array.from(request));
    onRawData(nextAnswer());
  },
};

// Being awake is no promise that there is an answer: one may have been taken with the one before it.
function nextAnswer() {
  for (;;) {
    Atomics.wait(awake, 0, 0);
    Atomics.store(awake, 0, 0);
    const received = receiveMessageOnPort(port);
    if (received) return received.message;
  }
}

try {
  const file = await pgDump({ pg: server, args: options });
  parentPort.postMessage({ sql: await file.text() });
} catch (error) {
  parentPort.postMessage({
    failure: error instanceof Error ? error.message : `it ended with ${error}`,
  });
}
