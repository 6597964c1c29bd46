export * from "./errors.js";
export { type RunningServer, readServer } from "./read-server.js";
export { throwAwayFlags } from "./server-settings.js";
export { keptPort, type Server, type StartOptions, startServer } from "./start-server.js";
export { stopServer } from "./stop-server.js";
export { throwAwayDirectory } from "./throw-away-directory.js";
