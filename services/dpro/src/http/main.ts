import { runService } from "@deepiri/http";
import { createDproClient } from "../client.js";
import { createDproServer } from "./create-dpro-server.js";

// Together less than a handler has: whoever waits learns why, and nothing runs on without him.
const limits = { connectTimeoutMs: 5_000, statementTimeoutMs: 8_000, lockTimeoutMs: 8_000 };

await runService(() => createDproServer(createDproClient(limits)), {
  name: "dpro",
  defaultPort: 8081,
});
