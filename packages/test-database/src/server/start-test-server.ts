import { TestServerMissingError } from "../errors.js";
import { container } from "./container.js";
import { embedded } from "./embedded.js";
import { external } from "./external.js";
import type { Provider, TestServer } from "./test-server.js";

const providers: Readonly<Record<string, Provider>> = {
  embedded,
  testcontainers: container,
  url: external,
};

/**
 * Gets the server that TEST_DATABASE names: `embedded` (default), `testcontainers` or `url`.
 *
 * @throws TestServerMissingError when it names none.
 */
export async function startTestServer(env: NodeJS.ProcessEnv = process.env): Promise<TestServer> {
  const name = env.TEST_DATABASE || "embedded";
  const provider = providers[name];
  if (!provider) {
    const known = Object.keys(providers).join(", ");
    throw new TestServerMissingError(`TEST_DATABASE=${name} is unknown; it is one of: ${known}`);
  }
  return await provider.start(env);
}
