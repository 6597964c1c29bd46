import { expect, test } from "vitest";
import { append, forgetProjection, readProjections, runProjection } from "../../src/index.js";
import { counted, useEventLog } from "../use-event-log.js";

const { client } = useEventLog();

const projection = (version: number) => ({ name: "p", version, apply: async () => {} });

test("projections say how far they are and how many events behind", async () => {
  expect(await readProjections(client)).toEqual([]);
  await append(client, counted(2));
  await runProjection(client, projection(1));
  await append(client, counted(3));
  await runProjection(client, projection(2));
  const state = { name: "p", status: "running", error: null, ranAt: expect.any(Date) };
  expect(await readProjections(client)).toEqual([
    { ...state, version: 1, position: 2, behind: 3 },
    { ...state, version: 2, position: 5, behind: 0 },
  ]);
});

test("a version that is forgotten would begin at the first event", async () => {
  await append(client, counted(2));
  await runProjection(client, projection(1));
  await runProjection(client, projection(2));
  await forgetProjection(client, projection(1));
  expect(await readProjections(client)).toMatchObject([{ version: 2 }]);
  expect(await runProjection(client, projection(1))).toMatchObject({ applied: 2 });
});
