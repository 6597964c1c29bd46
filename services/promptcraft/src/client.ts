import { type ClientOptions, createServiceClient, type ServiceClient } from "@deepiri/database";
import { PrismaClient } from "./generated/client.js";

/** A client for the tables of promptcraft. */
export type PromptcraftClient = ServiceClient<PrismaClient>;

/** A client on the pool that all clients of this process share. Close it at the end. */
export function createPromptcraftClient(options: ClientOptions = {}): PromptcraftClient {
  return createServiceClient(
    { key: "promptcraft", database: "promptcraft" },
    PrismaClient,
    options,
  );
}
