import { readWorkspace } from "@deepiri/workspace";
import { expect, test } from "vitest";
import { migrate } from "../../src/migrator/index.js";
import { twoPackageWorkspace } from "../fixture/two-package-workspace.js";
import { useDatabase } from "../fixture/use-database.js";

const workspace = readWorkspace(twoPackageWorkspace().root);
const database = useDatabase();

test("whoever waits does not hold up an index that is built concurrently", async () => {
  const [core] = workspace.packages;
  const run = () => migrate(workspace, core ? [core] : [], { urlOf: () => database.url });
  const results = await Promise.all([run(), run(), run()]);
  const applied = results.flat().flatMap((result) => result.applied.map(({ name }) => name));
  expect(applied).toEqual(["20260101000000_users", "20260101000100_index"]);
});
