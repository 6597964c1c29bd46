import type { Socket } from "node:net";
import type { MessagePort } from "node:worker_threads";
import type { Session } from "../session/session.js";
import { MessageCounter } from "./message-counter.js";

/** Messages of a client after which the server says that it is ready again. */
const asking = ["Q", "S", "F"];
const goodbye = "X";

/**
 * Lends a connection that has logged in to a program that would log in itself: its start-up packet is
 * answered here, all that follows goes to the server. So whatever the URL says of TLS and passwords
 * holds, and the program is told none of it. Whoever lends a connection ends it afterwards.
 *
 * @param wake called after each answer was sent to the port
 */
export function lendConnection(
  { client, version }: Session,
  port: MessagePort,
  wake: () => void,
): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.removeAllListeners("data");
  const asked = new MessageCounter();
  const answered = new MessageCounter();
  let answer: Buffer[] = [];
  let open = 0;
  let isGreeted = false;
  const reply = (): void => {
    port.postMessage(new Uint8Array(Buffer.concat(answer)));
    answer = [];
    wake();
  };
  port.on("message", (request: Uint8Array) => {
    if (!isGreeted) {
      isGreeted = true;
      answer.push(greeting(version));
      return reply();
    }
    const bytes = Buffer.from(request);
    const types = asked.take(bytes);
    if (types.includes(goodbye)) return reply();
    open += types.filter((type) => asking.includes(type)).length;
    stream.write(bytes);
    if (open === 0) reply();
  });
  stream.on("data", (bytes: Buffer) => {
    answer.push(bytes);
    open -= answered.take(bytes).filter((type) => type === "Z").length;
    if (open === 0 && answered.isBetween) reply();
  });
  stream.on("close", () => {
    answer.push(Buffer.alloc(0));
    reply();
  });
}

/** What a server says to a client that it lets in. */
function greeting(version: string): Buffer {
  const parameters = {
    server_version: version,
    server_encoding: "UTF8",
    client_encoding: "UTF8",
    integer_datetimes: "on",
    standard_conforming_strings: "on",
  };
  return Buffer.concat([
    message("R", Buffer.alloc(4)),
    ...Object.entries(parameters).map((pair) => message("S", Buffer.from(`${pair.join("\0")}\0`))),
    message("Z", Buffer.from("I")),
  ]);
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}
