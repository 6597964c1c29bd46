import { fileURLToPath } from "node:url";
import { packageTests } from "@deepiri/vitest";

const config = packageTests({ database: true, together: true });
const { globalSetup = [] } = config.test ?? {};
const buildEngine = fileURLToPath(new URL("test/fixture/build-engine.ts", import.meta.url));

export default {
  ...config,
  test: { ...config.test, globalSetup: [globalSetup, buildEngine].flat() },
};
