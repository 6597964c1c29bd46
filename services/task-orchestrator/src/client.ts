import {
  type ClientOptions,
  createServiceClient,
  type ServiceClient,
  type TransactionClient,
} from "@deepiri/database";
import { PrismaClient } from "./generated/client.js";

/** A client for versions and dependencies of tasks. */
export type TaskOrchestratorClient = ServiceClient<PrismaClient>;

/** A transaction of the client. Functions that need one do not take the client itself. */
export type TaskOrchestratorTransaction = TransactionClient<PrismaClient> & {
  readonly transaction?: never;
};

/** A client on the pool that all clients of this process share. Close it at the end. */
export function createTaskOrchestratorClient(options: ClientOptions = {}): TaskOrchestratorClient {
  return createServiceClient("task-orchestrator", PrismaClient, options);
}
