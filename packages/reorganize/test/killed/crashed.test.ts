import { tmpdir } from "node:os";
import { type Server, startServer, throwAwayDirectory } from "@deepiri/postgres";
import { noSweeps } from "@deepiri/vitest/skip";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Reaper } from "./deadly-session.js";
import { applyDeadly, type Ground, prepareGround, rollBackDeadly } from "./ground.js";

/** How many messages come to one crash. */
const oneIn = noSweeps ? 420 : 210;

// A server of its own: everybody on it would be thrown out.
let server: Server;
let ground: Ground;
beforeAll(async () => {
  const directory = await throwAwayDirectory(tmpdir());
  server = await startServer({ directory, kind: "throw-away", databases: ["crashed"] });
  ground = await prepareGround(server.url, "init-34");
});
afterAll(() => server?.stop());

test(
  "the server crashes again and again: it goes on, to the end and then back",
  {
    timeout: 120_000,
  },
  () =>
    ground.onClone(async (url) => {
      const [there, back] = [crashing(), crashing()];
      await applyDeadly(url, ground.plan, there);
      await ground.expectApplied(url);
      await rollBackDeadly(url, back);
      await ground.expectAsBefore(url);
      expect(there.met).toBeGreaterThanOrEqual(noSweeps ? 2 : 5);
      expect(back.met).toBeGreaterThanOrEqual(noSweeps ? 1 : 3);
    }),
);

function crashing(): Reaper {
  return new Reaper({ deaths: ["crashed over it"], picks: (number) => number % oneIn === 70 });
}
