import {
  type ClientOptions,
  createServiceClient,
  type ServiceClient,
  type TransactionClient,
} from "@deepiri/database";
import { PrismaClient } from "./generated/client.js";

/** A client for quests, momentum, streaks, boosts, rewards and finished tasks. */
export type EngagementClient = ServiceClient<PrismaClient>;

/** A transaction of the client. Functions that need one do not take the client itself. */
export type EngagementTransaction = TransactionClient<PrismaClient> & {
  readonly transaction?: never;
};

/** A client on the pool that all clients of this process share. Close it at the end. */
export function createEngagementClient(options: ClientOptions = {}): EngagementClient {
  return createServiceClient("engagement", PrismaClient, options);
}
