import type { FastifyInstance } from "fastify";

/**
 * An answer goes out as its schema says, and what the schema lacks stays here. So a route without a schema for
 * its answers is refused when it is added, and an answer whose status has none when it is given.
 */
export function requireSchemas(server: FastifyInstance): void {
  server.addHook("onRoute", ({ method, url, schema }) => {
    const statuses = Object.keys((schema?.response as object | undefined) ?? {});
    if (!statuses.some((status) => status.startsWith("2")))
      throw new TypeError(`${method} ${url} has no schema of its answer (schema.response).`);
  });
  server.addHook("preSerialization", async (request, reply, payload) => {
    const { statusCode } = reply;
    if (reply.getSerializationFunction(String(statusCode)) === undefined)
      throw new TypeError(
        `${request.method} ${request.routeOptions.url} has no schema of an answer with ${statusCode}.`,
      );
    return payload;
  });
}
