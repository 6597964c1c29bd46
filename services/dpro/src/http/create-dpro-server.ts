import {
  createServer,
  type HttpServer,
  identityFromEnvironment,
  type LogStream,
} from "@deepiri/http";
import type { DproClient } from "../client.js";
import { checkTables } from "./check-tables.js";
import { addConfigurationRoutes } from "./configuration/add-configuration-routes.js";
import { addSettingsRoutes } from "./settings/add-settings-routes.js";
import { addToolRoutes } from "./tool/add-tool-routes.js";

/** Where the settings of a server stand and its log goes; the process's own, and stderr, if left out. */
export interface DproServerOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly log?: LogStream;
}

/** The server of dpro's read endpoints. It closes the client when it is closed. */
export async function createDproServer(
  client: DproClient,
  { env = process.env, ...options }: DproServerOptions = {},
): Promise<HttpServer> {
  const server = await createServer({
    info: {
      title: "DPRO",
      version: "1.0.0",
      description: "Reads the database of the AI agent application.",
    },
    identify: identityFromEnvironment("dpro", env),
    check: () => checkTables(client),
    env,
    ...options,
  });
  server.addHook("onClose", () => client.close());
  addToolRoutes(server, client);
  addConfigurationRoutes(server, client);
  addSettingsRoutes(server, client);
  return server;
}
