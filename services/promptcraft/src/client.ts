import {
  type ClientOptions,
  createServiceClient,
  type ServiceClient,
  type TransactionClient,
} from "@deepiri/database";
import { PrismaClient } from "./generated/client.js";

/** A client for the tables of promptcraft. */
export type PromptcraftClient = ServiceClient<PrismaClient>;

/** What works in a transaction of the client, and outside of one. */
export type PromptcraftTransaction = TransactionClient<PrismaClient>;

/** A client on the pool that all clients of this process share. Close it at the end. */
export function createPromptcraftClient(options: ClientOptions = {}): PromptcraftClient {
  return createServiceClient(
    { key: "promptcraft", database: "promptcraft", hasTenants: true },
    PrismaClient,
    options,
  );
}
