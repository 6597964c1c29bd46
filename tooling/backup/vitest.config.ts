import { packageTests } from "@deepiri/vitest";

export default packageTests({ database: true, together: true });
