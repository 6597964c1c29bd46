import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  embedPending,
  searchByText,
  searchByVector,
  searchCombined,
  similarTo,
} from "../src/index.js";
import { acme, ann, bob, collection, embedAsWritten, globex, useNotes } from "./use-notes.js";

const notes = useNotes();
const model = "small";

const tenant = fc.constantFrom(acme, globex);
const viewer = fc.constantFrom(ann, bob, null);
const kind = fc.constantFrom("note", "memo");
const coordinate = fc.integer({ min: -3, max: 3 });
const vector = fc.tuple(coordinate, coordinate, coordinate).filter((v) => v.some((x) => x !== 0));
const note = fc.record({ id: fc.uuid(), tenant_id: tenant, owner_id: viewer, kind, vector });
const world = fc.uniqueArray(note, { selector: ({ id }) => id, minLength: 1, maxLength: 25 });

const request = fc.record({
  tenant,
  viewer,
  limit: fc.integer({ min: 1, max: 12 }),
  kinds: fc.option(fc.uniqueArray(kind), { nil: undefined }),
  places: fc.option(fc.array(fc.nat(24)), { nil: undefined }),
  vector,
});

test("each search gives as many rows as it may, all of the tenant and visible, whatever is asked", async () => {
  await checkProperty(
    fc.asyncProperty(
      world,
      fc.array(request, { minLength: 1, maxLength: 5 }),
      async (rows, asked) => {
        await notes.database.owner.query("TRUNCATE notes.notes");
        await notes.write(
          ...rows.map(({ vector: v, ...row }) => ({
            ...row,
            title: JSON.stringify(v),
            summary: null,
          })),
        );
        await embedPending(notes.worker, { model, embed: embedAsWritten });
        await notes.database.owner.query("UPDATE notes.notes SET summary = 'word'");
        for (const { places, ...wanted } of asked) {
          const keys = places?.map((place) => rows[place % rows.length]?.id ?? "");
          const mayBeFound = rows
            .filter(({ tenant_id }) => tenant_id === wanted.tenant)
            .filter(({ owner_id }) => owner_id === null || owner_id === wanted.viewer)
            .filter((row) => wanted.kinds?.includes(row.kind) ?? true)
            .filter((row) => keys?.includes(row.id) ?? true)
            .map(({ id }) => id);
          const search = { collection, model, text: "word", ...wanted, keys };
          const all = { ...search, limit: 1000 };
          for (const find of [searchByVector, searchByText, searchCombined]) {
            const found = (await find(notes.client, search)).map(({ key }) => key);
            expect(found).toHaveLength(Math.min(wanted.limit, mayBeFound.length));
            const whole = (await find(notes.client, all)).map(({ key }) => key);
            expect([...whole].sort()).toEqual([...mayBeFound].sort());
            if (find !== searchCombined) expect(whole.slice(0, wanted.limit)).toEqual(found);
          }
          const [from] = rows;
          const similar = await similarTo(notes.client, { ...all, key: from?.id ?? "" });
          const others = mayBeFound.filter((id) => id !== from?.id);
          const isVisible =
            from?.tenant_id === wanted.tenant && [null, wanted.viewer].includes(from.owner_id);
          expect(similar.map(({ key }) => key).sort()).toEqual(isVisible ? others.sort() : []);
        }
      },
    ),
    80,
  );
});
