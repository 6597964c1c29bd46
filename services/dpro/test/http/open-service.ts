import type { ClientOptions } from "@deepiri/database";
import { signToken } from "@deepiri/http/testing";
import { onTestFinished } from "vitest";
import { createDproClient } from "../../src/client.js";
import { createDproServer } from "../../src/http/create-dpro-server.js";

/** GATEWAY_SECRET of the services that tests open. */
const secret = "a secret of the gateway, for tests";

/** What came back, of which a test says what it holds. */
export interface Answer extends Response {
  // biome-ignore lint/suspicious/noExplicitAny: a test is about to find out.
  json(): Promise<any>;
}

/** A service on a port of its own, until the test ends, and what it has logged. */
export async function openService(options: ClientOptions) {
  const lines: string[] = [];
  const server = await createDproServer(createDproClient(options), {
    env: { GATEWAY_SECRET: secret, LOG_LEVEL: "debug" },
    log: { write: (line) => void lines.push(line) },
  });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(async () => {
    server.server.closeAllConnections();
    await server.close();
  });
  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    fetch(url + path, { headers });
  return { url, get, log: () => lines.join("") };
}

/** The headers with which the gateway passes on what a user asks. */
export async function as(id: bigint | string, ...roles: string[]) {
  const token = await signToken({ id: String(id), roles }, { secret, audience: "dpro" });
  return { authorization: `Bearer ${token}` };
}

/** All items of a list, page by page. `between` happens after each page. */
export async function readPages<Item>(
  get: (path: string) => Promise<Answer>,
  path: string,
  between: () => Promise<unknown> = async () => {},
): Promise<Item[]> {
  const all: Item[] = [];
  let next: string | null = "";
  while (next !== null) {
    const answer = await get(next === "" ? path : `${path}&cursor=${next}`);
    const page: { items: Item[]; next: string | null } = await answer.json();
    all.push(...page.items);
    next = page.next;
    await between();
  }
  return all;
}
