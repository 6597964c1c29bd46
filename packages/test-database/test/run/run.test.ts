import { expect, test } from "vitest";
import { dropDeadRuns, dropRun, keptName, markRun } from "../../src/run/run.js";
import { useServer } from "../fixture/use-server.js";

const server = useServer();

test("databases of dead runs are dropped, those of living runs and of other people stay", async () => {
  const others = ["kept_aaaaaaaa_core_1_1", "test_bbbbbbbb_core_1_1", "test_mine"];
  const names = ["test_aaaaaaaa_core_1_1", ...others];
  await server.run(...names.map((name) => `CREATE DATABASE ${name}`));
  const unmark = await markRun(server.url, "bbbbbbbb");
  await dropDeadRuns(server.url);
  expect(await server.databases()).toEqual(others);
  await unmark();
  await dropRun(server.url, "bbbbbbbb");
  expect(await server.databases()).toEqual(["kept_aaaaaaaa_core_1_1", "test_mine"]);
});

test("a database that is kept has a name that no run drops", () => {
  expect(keptName("test_aaaaaaaa_core_1_1")).toBe("kept_aaaaaaaa_core_1_1");
});
