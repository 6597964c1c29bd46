import fastify, { LogController } from "fastify";
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { setAnswerHeaders } from "../answer/answer-headers.js";
import { requireSchemas } from "../answer/require-schemas.js";
import { type Check, Readiness } from "../health/readiness.js";
import type { Identify } from "../identity/caller.js";
import { knowCallers } from "../identity/know-callers.js";
import { trustedProxies } from "../identity/trusted-proxies.js";
import { logAnswers } from "../log/log-answers.js";
import { type LogStream, loggerOptions } from "../log/logger-options.js";
import { requestId } from "../log/request-id.js";
import { answerFailure, answerProblems } from "../problem/answer-problems.js";
import { addProbes } from "./add-probes.js";
import type { HttpServer } from "./http-server.js";
import { describeRoutes, type ServiceInfo } from "./openapi.js";

/** What distinguishes one service from another. Times are milliseconds. */
export interface ServerOptions {
  readonly info: ServiceInfo;
  /** How callers are known; see `identityFromEnvironment`. */
  readonly identify: Identify;
  /** Whether the service can do its work, as `/readyz` says: ask the database for what the routes read. */
  readonly check: Check;
  /** Largest body of a request, in bytes; 262 144. */
  readonly bodyLimit?: number;
  /** For a whole request to arrive, looked at every 2 s; 10 000. */
  readonly requestTimeoutMs?: number;
  /** For a handler to answer; then the caller gets a 503, and `request.signal` is aborted; 15 000. */
  readonly handlerTimeoutMs?: number;
  /** For how long an unused connection is kept; longer than the gateway's own, 75 000. */
  readonly keepAliveTimeoutMs?: number;
  /** Where `LOG_LEVEL` and `TRUSTED_PROXIES` stand; the process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where the log goes; stderr. */
  readonly log?: LogStream;
}

/**
 * A server with everything that the services share, to which routes are added. It listens to nothing yet:
 * see `runService`. Routes need zod schemas of their answers; what a schema lacks does not go out.
 *
 * Throws SettingError for a bad LOG_LEVEL or TRUSTED_PROXIES.
 */
export async function createServer(options: ServerOptions): Promise<HttpServer> {
  const { env = process.env, log = process.stderr } = options;
  const server: HttpServer = fastify({
    logger: loggerOptions(env, log),
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: "requestId",
    }),
    genReqId: requestId,
    http: { connectionsCheckingInterval: 2000 },
    bodyLimit: options.bodyLimit ?? 262_144,
    requestTimeout: options.requestTimeoutMs ?? 10_000,
    handlerTimeout: options.handlerTimeoutMs ?? 15_000,
    keepAliveTimeout: options.keepAliveTimeoutMs ?? 75_000,
    trustProxy: trustedProxies(env),
    // What comes in while it stops is still answered, and its connection closed.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => void answerFailure(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  const readiness = new Readiness(options.check);
  server.decorate("readiness", readiness);
  answerProblems(server);
  setAnswerHeaders(server);
  logAnswers(server);
  knowCallers(server, options.identify);
  requireSchemas(server);
  await describeRoutes(server, options.info);
  addProbes(server);
  return server;
}
