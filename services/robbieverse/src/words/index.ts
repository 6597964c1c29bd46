export * from "./business.js";
export * from "./conversation.js";
export * from "./core.js";
export * from "./integration.js";
export * from "./memory.js";
export * from "./personality.js";
