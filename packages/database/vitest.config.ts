import { packageTests } from "@deepiri/vitest";
import { mergeConfig } from "vitest/config";

export default mergeConfig(packageTests({ database: true, together: true }), {
  test: { globalSetup: ["./test/fixture/generate-client.js"] },
});
