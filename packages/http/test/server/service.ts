import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { createServer, identityFromEnvironment, runService } from "../../src/index.js";

// A program for the tests: its one route answers after the milliseconds that it is asked for.
const create = async () => {
  const server = await createServer({
    info: { title: "A service", version: "1" },
    identify: identityFromEnvironment("test"),
    check: async () => {},
  });
  const schema = {
    querystring: z.object({ ms: z.coerce.number() }),
    response: { 200: z.object({ waited: z.number() }) },
  };
  server.get("/wait", { schema }, async ({ query }) => {
    server.log.info("waiting");
    await sleep(query.ms);
    return { waited: query.ms };
  });
  server.addHook("onClose", async () => void process.stdout.write("closed\n"));
  return server;
};

const { NOTICE_MS, LIMIT_MS } = process.env;
await runService(create, {
  name: "test",
  defaultPort: 0,
  ...(NOTICE_MS && { noticeMs: Number(NOTICE_MS) }),
  ...(LIMIT_MS && { limitMs: Number(LIMIT_MS) }),
});
