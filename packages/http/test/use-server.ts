import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { createServer, type HttpServer, identityFromEnvironment } from "../src/index.js";
import type { ServerOptions } from "../src/server/create-server.js";

/** What came back, of which a test says what it holds. */
export interface Answer extends Response {
  // biome-ignore lint/suspicious/noExplicitAny: a test is about to find out.
  json(): Promise<any>;
}

/** A server on a port of its own, and what it has logged. */
export interface OpenServer {
  readonly server: HttpServer;
  readonly url: string;
  readonly log: () => string;
  /** Lines of the log, once there are as many that say `message`. */
  readonly logged: (message: string, count?: number) => Promise<Record<string, unknown>[]>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
}

/** Opens a server with routes of the test's own, until the test ends. */
export async function openServer(
  addRoutes: (server: HttpServer) => void,
  { env = {}, ...options }: Partial<ServerOptions> = {},
): Promise<OpenServer> {
  const lines: string[] = [];
  const server = await createServer({
    info: { title: "A test", version: "1" },
    identify: identityFromEnvironment("test", env),
    check: async () => {},
    log: { write: (line) => void lines.push(line) },
    env,
    ...options,
  });
  addRoutes(server);
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(async () => {
    server.server.closeAllConnections();
    await server.close();
  });
  return {
    server,
    url,
    log: () => lines.join(""),
    get: (path, headers = {}) => fetch(url + path, { headers }),
    logged: async (message, count = 1) => {
      for (;;) {
        const all = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
        const found = all.filter(({ msg }) => msg === message);
        if (found.length >= count) return found;
        await sleep(5);
      }
    },
  };
}
