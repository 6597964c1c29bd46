export { createPromptcraftClient, type PromptcraftClient } from "./client.js";
export { type ContentOf, contentSchemas } from "./entity/content.js";
export * from "./words.js";
