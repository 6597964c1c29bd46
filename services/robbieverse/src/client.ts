import {
  type ClientOptions,
  createServiceClient,
  type ServiceClient,
  type TransactionClient,
} from "@deepiri/database";
import { PrismaClient } from "./generated/client.js";

/** A client for the tables of robbieverse. */
export type RobbieverseClient = ServiceClient<PrismaClient>;

/** What works in a transaction of the client, and outside of one. */
export type RobbieverseTransaction = TransactionClient<PrismaClient>;

/** A client on the pool that all clients of this process share. Close it at the end. */
export function createRobbieverseClient(options: ClientOptions = {}): RobbieverseClient {
  return createServiceClient(
    { key: "robbieverse", database: "robbieverse", hasTenants: true, hasActors: true },
    PrismaClient,
    options,
  );
}
