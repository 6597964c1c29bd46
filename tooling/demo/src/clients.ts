import { createAuthClient } from "@deepiri/auth/client";
import { createCoreClient } from "@deepiri/core/client";
import { createCyrexClient } from "@deepiri/cyrex/client";
import { createEngagementClient } from "@deepiri/engagement/client";
import { createIntelligenceClient } from "@deepiri/intelligence/client";
import { createTaskOrchestratorClient } from "@deepiri/task-orchestrator/client";

/** A client of each package. */
export type Clients = ReturnType<typeof openClients>;

/** Runs `use` with a client of each package on one pool, and closes them whatever comes of it. */
export async function withClients<T>(
  url: string | undefined,
  use: (clients: Clients) => Promise<T>,
): Promise<T> {
  throw new Error("to be written");
}
