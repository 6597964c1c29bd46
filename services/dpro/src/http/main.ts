import { runService } from "@deepiri/http";
import { createDproClient } from "../client.js";
import { createDproServer } from "./create-dpro-server.js";

await runService(() => createDproServer(createDproClient()), { name: "dpro", defaultPort: 8081 });
