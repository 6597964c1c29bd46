import type { FastifyRequest, FastifyServerOptions } from "fastify";
import { SettingError } from "../setting/setting-error.js";
import { describeError } from "./describe-error.js";

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/** Where lines of the log go. */
export interface LogStream {
  write(line: string): void;
}

const secretHeaders = ["authorization", "cookie", "set-cookie"];

/**
 * Pino, as JSON lines on stderr. A request is logged by its route, such as `/users/:id/settings`, since path
 * and query string may hold what is nobody's business. Headers that hold credentials are not written
 * even where somebody logs all headers.
 */
export function loggerOptions(
  env: NodeJS.ProcessEnv,
  stream: LogStream,
): Exclude<FastifyServerOptions["logger"], boolean | undefined> {
  const level = env.LOG_LEVEL?.trim() || "info";
  if (!levels.includes(level))
    throw new SettingError(`LOG_LEVEL is not a level. Set it to one of ${levels.join(", ")}.`);
  return {
    level,
    stream,
    serializers: { req: describeRequest, err: describeError },
    redact: {
      paths: secretHeaders.flatMap((name) => [`headers["${name}"]`, `*.headers["${name}"]`]),
      censor: "[redacted]",
    },
  };
}

function describeRequest({ method, routeOptions }: FastifyRequest) {
  return { method, route: routeOptions.url };
}
