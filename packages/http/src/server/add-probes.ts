import { z } from "zod";
import type { HttpServer } from "./http-server.js";

const tags = ["health"];

/**
 * `/healthz`: the process answers; if not, start it anew. `/readyz`: it can do its work; if not, send requests
 * elsewhere, and let it be.
 */
export function addProbes(server: HttpServer): void {
  server.get(
    "/healthz",
    {
      config: { isProbe: true },
      schema: {
        tags,
        summary: "Does the process answer?",
        response: { 200: z.object({ status: z.literal("alive") }) },
      },
    },
    async () => ({ status: "alive" as const }),
  );
  server.get(
    "/readyz",
    {
      config: { isProbe: true },
      schema: {
        tags,
        summary: "Can the service do its work?",
        description: "503 while its database is away or lacks what it reads, and while it stops.",
        response: { 200: z.object({ status: z.literal("ready") }) },
      },
    },
    async () => {
      await server.readiness.assert();
      return { status: "ready" as const };
    },
  );
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Asked every few seconds by a machine: no caller, no line in the log, never from a cache. */
    readonly isProbe?: boolean;
  }
}
