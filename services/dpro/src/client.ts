import { type ClientOptions, createServiceClient, type ServiceClient } from "@deepiri/database";
import { PrismaClient } from "./generated/client.js";

/** A client for users, agents, conversations, boards, tasks, settings, logs and the marketplace. */
export type DproClient = ServiceClient<PrismaClient>;

/** A client for dpro's tables on the pool that all clients of this process share. Close it at the end. */
export function createDproClient(options: ClientOptions = {}): DproClient {
  return createServiceClient({ key: "dpro", database: "dpro" }, PrismaClient, options);
}
