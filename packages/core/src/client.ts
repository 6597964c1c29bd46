import { type ClientOptions, createServiceClient, type ServiceClient } from "@deepiri/database";
import { PrismaClient } from "./generated/client.js";

/** A client for users, roles, projects, tasks and the audit log. */
export type CoreClient = ServiceClient<PrismaClient>;

/** A client for core's tables on the pool that all clients of this process share. Close it at the end. */
export function createCoreClient(options: ClientOptions = {}): CoreClient {
  return createServiceClient("core", PrismaClient, options);
}
