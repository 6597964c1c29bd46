export { selectOf } from "./answer/select-of.js";
export type { Check } from "./health/readiness.js";
export { byHeaders } from "./identity/by-headers.js";
export { byToken, type TokenRules } from "./identity/by-token.js";
export { type Caller, callerOf, hasRole, type Identify } from "./identity/caller.js";
export { identityFromEnvironment } from "./identity/identity-from-environment.js";
export { callersOnly, callersOrAnybody } from "./identity/know-callers.js";
export type { LogStream } from "./log/logger-options.js";
export { Cursors } from "./page/cursors.js";
export { pageFrom, pageOf, pageQuery } from "./page/page.js";
export {
  Forbidden,
  HttpProblem,
  InvalidRequest,
  NotFound,
  type ProblemDetails,
  type RefusedField,
  Unauthenticated,
  Unavailable,
} from "./problem/problem.js";
export { createServer, type ServerOptions } from "./server/create-server.js";
export type { HttpServer } from "./server/http-server.js";
export type { ServiceInfo } from "./server/openapi.js";
export { type RunOptions, runService } from "./server/run-service.js";
export { SettingError } from "./setting/setting-error.js";
export { id } from "./value/id.js";
export { text } from "./value/text.js";
