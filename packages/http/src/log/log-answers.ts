import type { FastifyInstance } from "fastify";

/** One line for each answer: who asked for which route, the status, and the milliseconds it took. */
export function logAnswers(server: FastifyInstance): void {
  server.addHook("onResponse", (request, reply, done) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.caller && { caller: request.caller.id }),
    };
    request.log[request.routeOptions.config.isProbe ? "debug" : "info"](line, "answered");
    done();
  });
}
