import { createServer, id, identityFromEnvironment, runService } from "@deepiri/http";
import { z } from "zod";

const create = async () => {
  const server = await createServer({
    info: { title: "Notes", version: "1.0.0" },
    identify: identityFromEnvironment("notes"),
    check: async () => {},
  });
  const note = z.object({ id, text: z.string() });
  server.get(
    "/notes/:id",
    { schema: { params: z.object({ id }), response: { 200: note } } },
    async ({ params }) => ({ id: params.id, text: "Buy milk", secret: "goes nowhere" }),
  );
  return server;
};

await runService(create, { name: "notes", defaultPort: 8090 });
