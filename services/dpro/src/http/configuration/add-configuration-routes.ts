import { callersOrAnybody, type HttpServer, hasRole } from "@deepiri/http";
import type { DproClient } from "../../client.js";
import {
  configurationPage,
  configurationQuery,
  listConfigurations,
} from "./list-configurations.js";

/** `GET /system/configurations`. */
export function addConfigurationRoutes(server: HttpServer, client: DproClient): void {
  server.get(
    "/system/configurations",
    {
      schema: {
        tags: ["system"],
        summary: "Facts about the installation",
        description: "The public ones; all of them for callers with the role admin.",
        security: callersOrAnybody,
        querystring: configurationQuery,
        response: { 200: configurationPage },
      },
    },
    (request) => listConfigurations(client, request.query, hasRole(request, "admin")),
  );
}
