import { type ClientOptions, createServiceClient, type ServiceClient } from "@deepiri/database";
import { PrismaClient } from "./generated/client.js";

/** A client for sessions, role grants, skills and connections; users and roles as far as auth uses them. */
export type AuthClient = ServiceClient<PrismaClient>;

/** A client for auth's tables on the pool that all clients of this process share. Close it at the end. */
export function createAuthClient(options: ClientOptions = {}): AuthClient {
  return createServiceClient("auth", PrismaClient, options);
}
