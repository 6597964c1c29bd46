import { existsSync } from "node:fs";

/** Containers that Testcontainers started; none where no engine runs. */
export async function readContainers(env: NodeJS.ProcessEnv = process.env): Promise<string[]> {
  if (!env.DOCKER_HOST && !existsSync("/var/run/docker.sock")) return [];
  const { getContainerRuntimeClient } = await import("testcontainers");
  const client = await getContainerRuntimeClient().catch(() => undefined);
  const containers = await client?.container.dockerode.listContainers({
    all: true,
    filters: { label: ["org.testcontainers=true"] },
  });
  return (containers ?? []).map(({ Id, Image }) => `container ${Id.slice(0, 12)} of ${Image}`);
}
