import { type ClientOptions, createServiceClient, type ServiceClient } from "@deepiri/database";
import { PrismaClient } from "./generated/client.js";

/** A client that owns the tables of schema cyrex. */
export type CyrexClient = ServiceClient<PrismaClient>;

/** A client for schema cyrex on the pool that all clients of this process share. Close it at the end. */
export function createCyrexClient(options: ClientOptions = {}): CyrexClient {
  return createServiceClient("cyrex", PrismaClient, options);
}
