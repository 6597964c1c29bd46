export { type AuthClient, createAuthClient } from "./client.js";
export * from "./words.js";
