export { ApiKeyError, openApiKey, sealApiKey } from "./agent/api-key.js";
export { readLastMessages } from "./agent/last-messages.js";
export { createDproClient, type DproClient } from "./client.js";
export { type FoundTool, searchTools } from "./marketplace/search-tools.js";
export * from "./words.js";
