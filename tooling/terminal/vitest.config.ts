import { packageTests } from "@deepiri/vitest";

export default packageTests({ together: true });
