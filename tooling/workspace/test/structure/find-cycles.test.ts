import { expect, test } from "vitest";
import { findCycles } from "../../src/structure/find-cycles.js";

test("what leads nowhere back has no cycle", () => {
  expect(findCycles(graph({ a: "b c", b: "c" }))).toEqual([]);
});

test("a node that leads to itself is a cycle", () => {
  expect(findCycles(graph({ a: "a" }))).toEqual([{ shortest: ["a"], members: ["a"] }]);
});

test("nodes that all lead to each other are reported once, by a shortest way around", () => {
  const [cycle, ...others] = findCycles(graph({ a: "b", b: "c", c: "a d", d: "c e", e: "" }));
  expect(others).toEqual([]);
  expect(cycle?.shortest).toEqual(["c", "d"]);
  expect([...(cycle?.members ?? [])].sort()).toEqual(["a", "b", "c", "d"]);
});

test("cycles of which one leads to the other are two", () => {
  expect(
    findCycles(graph({ a: "b", b: "a c", c: "d", d: "c" })).map(({ shortest }) => shortest),
  ).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});

/** A graph from each node's name and, between spaces, those it leads to. */
function graph(edges: Record<string, string>) {
  return new Map(
    Object.entries(edges).map(([node, next]) => [node, new Set(next.split(" ").filter(Boolean))]),
  );
}
