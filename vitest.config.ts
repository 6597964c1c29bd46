import { workspaceTests } from "./tooling/vitest/config.js";

export default workspaceTests(["packages/*", "services/*", "tooling/*"]);
