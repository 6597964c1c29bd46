export { ClientGenerationError } from "./errors.js";
export { type GeneratedClient, type GenerateOptions, generateClients } from "./generate-clients.js";
