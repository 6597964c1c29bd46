import fc from "fast-check";
import { expect, test } from "vitest";
import { type Wishes, wishedOrder } from "../../src/planner/copy/wished-order.js";

const keys = fc.array(fc.constantFrom(..."abcdefgh"), { maxLength: 3 });
const wishes = fc.array(fc.record({ makes: keys, wants: fc.tuple(keys, keys, keys) }), {
  maxLength: 12,
});

test("each comes after what it wants, and the first that lacks least goes on where all lack something", () => {
  fc.assert(
    fc.property(wishes, (all) => {
      expect(wishedOrder(all)).toEqual(orderedByTheWord(all));
    }),
  );
});

test("thousands that all want what comes last are in order at once", () => {
  const all = Array.from({ length: 20_000 }, (_, place) => ({
    makes: [`${place}`],
    wants: [place === 19_999 ? [] : ["19999"], [`${place + 1}`]],
  }));
  expect(wishedOrder(all)).toEqual(all.map((_, place) => 19_999 - place));
});

/** The same by looking at all of them again before each. */
function orderedByTheWord(all: readonly Wishes[]): number[] {
  const missing = new Set(all.flatMap(({ makes }) => makes));
  const left = [...all.keys()];
  const lacks = (place: number, lists: number): boolean =>
    (all[place] as Wishes).wants
      .slice(0, lists)
      .flat()
      .some((key) => missing.has(key) && !all[place]?.makes.includes(key));
  return all.map(() => {
    const place =
      [3, 2, 1].flatMap((lists) => left.find((one) => !lacks(one, lists)) ?? [])[0] ??
      (left[0] as number);
    left.splice(left.indexOf(place), 1);
    for (const key of all[place]?.makes ?? []) missing.delete(key);
    return place;
  });
}
