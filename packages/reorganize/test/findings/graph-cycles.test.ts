import { expect, it } from "vitest";
import { edgesOnCycles } from "../../src/findings/graph-cycles.js";

const edges = (...pairs: string[]) =>
  pairs.map((pair) => ({ key: pair, from: pair.slice(0, 1), to: pair.slice(1) }));
const onCycles = (...pairs: string[]) => edgesOnCycles(edges(...pairs)).map(({ key }) => key);

it.each([
  ["none in a chain", ["ab", "bc", "cd"], []],
  ["a pair", ["ab", "ba"], ["ab", "ba"]],
  [
    "none that only leads to a cycle or away from it",
    ["xa", "ab", "bc", "ca", "cy"],
    ["ab", "bc", "ca"],
  ],
  ["none between two cycles", ["ab", "ba", "bc", "cd", "dc"], ["ab", "ba", "cd", "dc"]],
  ["cycles that share a node", ["ab", "ba", "bc", "cb"], ["ab", "ba", "bc", "cb"]],
  ["none where paths only meet again", ["ab", "ac", "bd", "cd"], []],
  ["none that points to itself", ["aa", "ab"], []],
] as const)("finds %s", (_, pairs, expected) => {
  expect(onCycles(...pairs)).toEqual(expected);
});

it("takes a chain of a hundred thousand rows that ends where it begins", () => {
  const size = 100_000;
  const ring = Array.from({ length: size }, (_, number) => ({
    key: null,
    from: String(number),
    to: String((number + 1) % size),
  }));
  expect(edgesOnCycles(ring)).toHaveLength(size);
  expect(edgesOnCycles(ring.slice(1))).toHaveLength(0);
});
