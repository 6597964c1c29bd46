import { TestServerMissingError } from "../errors.js";
import type { Provider } from "./test-server.js";

/** Any server, by TEST_DATABASE_URL; its user must be allowed to create databases. */
export const external: Provider = {
  start: async (env) => {
    const url = env.TEST_DATABASE_URL;
    if (!url) {
      throw new TestServerMissingError(
        "TEST_DATABASE=url needs TEST_DATABASE_URL: the address of a database on the server to use",
      );
    }
    return { url, outlivesRun: true, stop: async () => {} };
  },
};
