import { isIP } from "node:net";
import { type RequestContext, runWithContext, runWithoutContext } from "@deepiri/database";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { callerOf, type Identify } from "./caller.js";

/** For a route's `schema.security`: it answers nobody but callers. The OpenAPI document says so. */
export const callersOnly = [{ gateway: [] }];
/** For a route's `schema.security`: it answers anybody, and perhaps says more to some. */
export const callersOrAnybody = [{}, { gateway: [] }];

const longestUserAgent = 512;

/**
 * Finds out who asks before anything of a request is read, refuses nobody where somebody is needed, and runs
 * its handler in the request context of `@deepiri/database`, so that the audit trigger and row security
 * know the caller too.
 */
export function knowCallers(server: FastifyInstance, identify: Identify): void {
  server.decorateRequest("caller", undefined);
  server.addHook("onRequest", async (request) => {
    if (request.routeOptions.config.isProbe) return;
    request.caller = await identify(request.headers);
    if (needsCaller(request)) callerOf(request);
  });
  server.addHook("preHandler", (request, _reply, done) => {
    const context = contextOf(request);
    if (context) void runWithContext(context, () => done());
    else void runWithoutContext(() => done());
  });
}

function needsCaller({ routeOptions }: FastifyRequest): boolean {
  const { security } = routeOptions.schema ?? {};
  return security?.every((way) => Object.keys(way).length > 0) ?? false;
}

function contextOf({ caller, ip, headers }: FastifyRequest): RequestContext | undefined {
  if (caller === undefined) return undefined;
  return {
    actor: caller.id,
    tenant: caller.tenant,
    // A proxy may forward any text.
    ipAddress: isIP(ip) === 0 ? undefined : ip,
    userAgent: headers["user-agent"]?.slice(0, longestUserAgent),
  };
}
