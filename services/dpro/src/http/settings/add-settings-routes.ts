import { callerOf, callersOnly, type HttpServer, id } from "@deepiri/http";
import { z } from "zod";
import type { DproClient } from "../../client.js";
import { readSettings, settingsSchema } from "./read-settings.js";

/** `GET /users/:id/settings`, as the API calls what the table calls preferences. */
export function addSettingsRoutes(server: HttpServer, client: DproClient): void {
  server.get(
    "/users/:id/settings",
    {
      schema: {
        tags: ["users"],
        summary: "Settings of a user",
        description: "His own, or anybody's for callers with the role admin.",
        security: callersOnly,
        params: z.object({ id }),
        response: { 200: settingsSchema },
      },
    },
    (request) => readSettings(client, request.params.id, callerOf(request)),
  );
}
