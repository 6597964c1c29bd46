import type { HttpServer } from "@deepiri/http";
import type { DproClient } from "../../client.js";
import { listTools, toolPage, toolQuery } from "./list-tools.js";

/** `GET /marketplace/tools`. */
export function addToolRoutes(server: HttpServer, client: DproClient): void {
  server.get(
    "/marketplace/tools",
    {
      schema: {
        tags: ["marketplace"],
        summary: "Tools of the marketplace",
        querystring: toolQuery,
        response: { 200: toolPage },
      },
    },
    ({ query }) => listTools(client, query),
  );
}
