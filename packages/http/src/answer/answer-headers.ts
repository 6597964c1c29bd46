import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { requestIdHeader } from "../log/request-id.js";
import { entityTag, namesTag } from "./entity-tag.js";

/**
 * Headers of every answer: the request's id, how it may be cached, and for what was read its entity tag, by
 * which the same again is a 304 without a body. A handler may set `cache-control` and `etag` itself.
 */
export function setAnswerHeaders(server: FastifyInstance): void {
  server.addHook("onRequest", async (request, reply) => {
    reply.header(requestIdHeader, request.id).header("x-content-type-options", "nosniff");
  });
  server.addHook("onSend", async (request, reply, payload) => {
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", caching(request, reply));
    if (!wasRead(request, reply) || !isBody(payload)) return payload;
    const tag = String(reply.getHeader("etag") ?? entityTag(payload));
    reply.header("etag", tag);
    if (request.routeOptions.schema?.security) reply.header("vary", "authorization");
    if (!namesTag(request.headers["if-none-match"], tag)) return payload;
    reply.code(304).removeHeader("content-length").removeHeader("content-type");
    return "";
  });
}

// Not without asking again: whether it has changed is what a tag is for.
function caching({ routeOptions }: FastifyRequest, { statusCode }: FastifyReply): string {
  if (statusCode >= 400 || routeOptions.config.isProbe) return "no-store";
  return routeOptions.schema?.security ? "private, no-cache" : "public, no-cache";
}

function wasRead({ method, routeOptions }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  return /^(GET|HEAD)$/.test(method) && statusCode === 200 && !routeOptions.config.isProbe;
}

function isBody(payload: unknown): payload is string | Buffer {
  return typeof payload === "string" || Buffer.isBuffer(payload);
}
