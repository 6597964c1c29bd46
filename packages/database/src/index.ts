export type { ClientOptions, ClientPackage } from "./client/client-options.js";
export { createServiceClient, type GeneratedClient } from "./client/create-service-client.js";
export { closeAll, closeOnSignal } from "./client/open-clients.js";
export { type RawClient, rawClient } from "./client/raw-client.js";
export type {
  ServiceClient,
  ServiceMethods,
  TransactionClient,
  TransactionOptions,
} from "./client/service-client.js";
export * from "./without-client.js";
