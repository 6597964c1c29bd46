import type { Prisma } from "./generated/client.js";

/** A transaction of the client; what the functions of this package work in. */
export type TaskOrchestratorTransaction = Prisma.TransactionClient;
