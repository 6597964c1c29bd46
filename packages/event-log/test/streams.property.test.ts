import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, test } from "vitest";
import { append, readEvents, readStream, VersionConflict } from "../src/index.js";
import { places, useEventLog } from "./use-event-log.js";

const { client } = useEventLog("file");

/** A request: where to, how many events, what is expected, under which key, and whether its transaction commits. */
const request = fc.record({
  stream: fc.constantFrom("s", "t"),
  events: fc.integer({ min: 1, max: 3 }),
  expected: fc.oneof(
    fc.constantFrom("any" as const, "none" as const, "right" as const),
    fc.integer({ min: 0, max: 6 }),
  ),
  key: fc.option(fc.constantFrom("k1", "k2", "k3"), { nil: undefined }),
  commits: fc.boolean().map((fails) => !fails),
  reads: fc.boolean(),
});

interface Answer {
  readonly firstVersion: number;
  readonly lastVersion: number;
}

/** What the log should do, in a few lines: streams as numbers, keys as answers. */
class Model {
  readonly versions = new Map<string, number>();
  readonly keys = new Map<string, Answer & { readonly stream: string }>();

  versionOf(stream: string): number {
    return this.versions.get(stream) ?? 0;
  }
}

class RolledBack extends Error {}

let tenants = 0;

test("streams behave as their model", async () => {
  await checkProperty(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 12 }), async (requests) => {
      tenants += 1;
      const tenant = `tenant ${tenants}`;
      const model = new Model();
      const written: string[] = [];
      for (const { stream, events, expected, key, commits, reads } of requests) {
        const version = model.versionOf(stream);
        const wanted = expected === "right" ? version : expected;
        const outcome = await client
          .transaction(async (tx) => {
            const list = Array.from({ length: events }, () => ({ type: "t", data: stream }));
            const target = { tenant, stream, expected: wanted, ...(key && { key }) };
            const appended = await append(tx, { ...target, events: list });
            if (!commits) throw new RolledBack();
            return appended;
          })
          .catch((error: unknown) => error);

        const known = key === undefined ? undefined : model.keys.get(key);
        const suits = wanted === "any" || (wanted === "none" ? 0 : wanted) === version;
        if (known !== undefined && known.stream !== stream) {
          expect(outcome).toMatchObject({ constraint: "event_keys_pkey" });
        } else if (known === undefined && !suits) {
          expect(outcome).toBeInstanceOf(VersionConflict);
          expect(outcome).toMatchObject({ actual: version });
        } else if (!commits) {
          expect(outcome).toBeInstanceOf(RolledBack);
        } else if (known !== undefined) {
          const { stream: _, ...answer } = known;
          expect(outcome).toEqual({ ...answer, isNew: false });
        } else {
          const answer = { firstVersion: version + 1, lastVersion: version + events };
          expect(outcome).toEqual({ ...answer, isNew: true });
          model.versions.set(stream, answer.lastVersion);
          if (key !== undefined) model.keys.set(key, { ...answer, stream });
          for (let at = answer.firstVersion; at <= answer.lastVersion; at += 1)
            written.push(`${stream} ${at}`);
        }
        if (reads) expect(places(await readEvents(client, { tenant }))).toEqual(written);
      }
      expect(places(await readEvents(client, { tenant }))).toEqual(written);
      for (const stream of ["s", "t"]) {
        const versions = (await readStream(client, { tenant, stream })).map((one) => one.version);
        expect(versions).toEqual(versions.map((_, index) => index + 1));
        expect(versions).toHaveLength(model.versionOf(stream));
      }
    }),
    200,
  );
}, 60_000);
