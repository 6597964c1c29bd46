import { createServer, type Server } from "node:http";
import type { Reading } from "./figure.js";
import { contentType, openMetrics } from "./openmetrics.js";

/** Where it listens, and how it reads. */
export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  read(): Promise<readonly Reading[]>;
}

/**
 * Answers GET /metrics with what is read at that moment; callers at the same time share one reading.
 *
 * @throws the server's error when it cannot listen there
 */
export async function serveMetrics({ host, port, read }: ServeOptions): Promise<Server> {
  let underway: Promise<readonly Reading[]> | undefined;
  const readOnce = (): Promise<readonly Reading[]> => {
    underway ??= read().finally(() => {
      underway = undefined;
    });
    return underway;
  };
  const server = createServer(async ({ method, url = "" }, response) => {
    const path = url.split("?")[0];
    const plain = { "content-type": "text/plain; charset=utf-8" };
    if (path !== "/metrics") return response.writeHead(404, plain).end("see /metrics\n");
    if (method !== "GET" && method !== "HEAD")
      return response.writeHead(405, { ...plain, allow: "GET, HEAD" }).end();
    try {
      const text = openMetrics(await readOnce());
      return response.writeHead(200, { "content-type": contentType }).end(text);
    } catch {
      // What went wrong is nothing for a caller to know.
      return response.writeHead(500, plain).end("the metrics could not be read\n");
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  return server;
}
