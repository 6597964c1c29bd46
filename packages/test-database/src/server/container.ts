import { randomBytes } from "node:crypto";
import { brand } from "@deepiri/database/brand";
import { throwAwayFlags } from "@deepiri/postgres";
import { TestServerMissingError } from "../errors.js";
import { keepsFailures } from "../run/keep.js";
import type { Provider } from "./test-server.js";

const defaultImage = "pgvector/pgvector:pg17";
const memoryDisk = `/run/${brand.name}`;

/**
 * A server in a container of the machine's engine, gone with the run; after a killed run
 * Testcontainers' own clean-up container removes it. TEST_DATABASE_IMAGE names another image than
 * the official one of pgvector.
 *
 * When databases of failing tests are to be kept, one that stays instead, for all such runs.
 */
export const container: Provider = {
  start: async (env) => {
    // Half a second of loading that only those pay who want containers.
    const { PostgreSqlContainer } = await import("@testcontainers/postgresql");
    const image = env.TEST_DATABASE_IMAGE || defaultImage;
    const keep = keepsFailures(env);
    const described = new PostgreSqlContainer(image)
      .withUsername("postgres")
      .withDatabase("postgres")
      // One that stays is found again by its description, which the password is part of.
      .withPassword(keep ? "postgres" : randomBytes(12).toString("hex"))
      .withTmpFs({ [memoryDisk]: "rw" })
      .withEnvironment({ PGDATA: `${memoryDisk}/data` })
      .withCommand(["postgres", ...throwAwayFlags()]);
    if (keep) described.withReuse();
    const started = await described.start().catch((error: Error) => {
      throw new TestServerMissingError(
        `TEST_DATABASE=testcontainers could not start ${image}: ${error.message}. Is a container engine running, and may you use it? TEST_DATABASE_IMAGE names another image`,
        { cause: error },
      );
    });
    return {
      url: started.getConnectionUri(),
      outlivesRun: keep,
      stop: async () => {
        if (!keep) await started.stop();
      },
    };
  },
};
