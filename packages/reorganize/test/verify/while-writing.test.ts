import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { Session } from "../../src/session/session.js";
import { verify } from "../../src/verify/verify.js";
import { cyrexBooks } from "../acknowledged/book.js";
import { Writer } from "../acknowledged/writer.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";

it(
  "is never alarmed by programs that write old names and new ones, during apply and after",
  { timeout: 90_000 },
  () =>
    atMessyDatabase(
      "cyrex-half-filled-twins",
      async (url) => {
        const plan = await makePlan(url);
        const [applying, verifying] = [new Session(url), new Session(url)];
        const writers = [1, 2, 3].map((seed) => new Writer(url, `w${seed}`, cyrexBooks, seed));
        try {
          for (const writer of writers) writer.start();
          let [begun, applied] = [false, false];
          const onEvent = () => {
            begun = true;
          };
          const done = applyPlan(applying, plan, { onEvent }).finally(() => {
            applied = true;
          });
          while (!begun && !applied) await pause(5);
          const alarms: unknown[] = [];
          let [looks, after] = [0, 0];
          while (after < 3) {
            if (applied) after += 1;
            const { ok, tables, problems } = await verify(verifying, plan);
            if (!ok)
              alarms.push(
                problems,
                tables.filter((table) => !table.ok),
              );
            looks += 1;
            await pause(20);
          }
          await done;
          expect(alarms).toEqual([]);
          expect(looks).toBeGreaterThan(5);
        } finally {
          for (const writer of writers) await writer.stop();
          await applying.end();
          await verifying.end();
        }
        expect(writers.flatMap(({ failures }) => failures)).toEqual([]);
      },
      { unmanaged: false },
    ),
);
