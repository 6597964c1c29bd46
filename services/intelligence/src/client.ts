import { type ClientOptions, createServiceClient, type ServiceClient } from "@deepiri/database";
import { PrismaClient } from "./generated/client.js";

/** A client that owns the tables of schema intelligence. */
export type IntelligenceClient = ServiceClient<PrismaClient>;

/** A client for schema intelligence on the pool that all clients of this process share. Close it at the end. */
export function createIntelligenceClient(options: ClientOptions = {}): IntelligenceClient {
  return createServiceClient("intelligence", PrismaClient, options);
}
