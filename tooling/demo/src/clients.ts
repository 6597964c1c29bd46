import { createAuthClient } from "@deepiri/auth/client";
import { createCoreClient } from "@deepiri/core/client";
import { createCyrexClient } from "@deepiri/cyrex/client";
import type { ClientOptions } from "@deepiri/database";
import { createEngagementClient } from "@deepiri/engagement/client";
import { createIntelligenceClient } from "@deepiri/intelligence/client";
import { createTaskOrchestratorClient } from "@deepiri/task-orchestrator/client";

/** A client of each package. */
export type Clients = ReturnType<typeof openClients>;

/**
 * Runs `use` with a client of each package, and closes them whatever comes of it. Clients of the same
 * database share one pool. Without a URL each package's client looks for its own.
 */
export async function withClients<T>(
  url: string | undefined,
  use: (clients: Clients) => Promise<T>,
): Promise<T> {
  const clients = openClients({ applicationName: "deepiri demo", ...(url && { url }) });
  try {
    return await use(clients);
  } finally {
    await Promise.all(Object.values(clients).map((client) => client.close()));
  }
}

function openClients(options: ClientOptions) {
  return {
    core: createCoreClient(options),
    auth: createAuthClient(options),
    engagement: createEngagementClient(options),
    taskOrchestrator: createTaskOrchestratorClient(options),
    intelligence: createIntelligenceClient(options),
    cyrex: createCyrexClient(options),
  };
}
