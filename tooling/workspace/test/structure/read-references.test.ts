import { expect, test } from "vitest";
import { WorkspaceError } from "../../src/index.js";
import { readReferences } from "../../src/structure/read-references.js";

test.each([
  ["an import", 'import { a } from "./a.js";'],
  ["an import of several lines", 'import {\n  a,\n  b,\n} from "./a.js";'],
  ["an import for its effect", 'import "./a.js";'],
  ["an import of a type", 'import type { A } from "./a.js";'],
  ["a re-export", 'export { a } from "./a.js";'],
  ["a re-export of everything", 'export * from "./a.js";'],
  ["a dynamic import", 'async function load() { return await import("./a.js"); }'],
  ["the type of an import", 'type A = import("./a.js").A;'],
])("%s refers to a file", (_, text) => {
  expect(readReferences("x.ts", text)).toEqual({ imports: ["./a.js"], urls: [] });
});

test.each([
  ["another package", 'import { join } from "node:path";'],
  ["a comment", '// import { a } from "./a.js";'],
  ["a text", "const text = 'import { a } from \"./a.js\";';"],
  ["a path made at run time", "const load = (file: string) => import(file);"],
])("%s refers to no file", (_, text) => {
  expect(readReferences("x.ts", text)).toEqual({ imports: [], urls: [] });
});

test("a URL beside the file refers to it, one beside something else does not", () => {
  const text = 'new URL("./worker.js", import.meta.url); new URL("./page", "http://localhost");';
  expect(readReferences("x.js", text)).toEqual({ imports: [], urls: ["./worker.js"] });
});

test("text that is not TypeScript is refused with the file's name", () => {
  expect(() => readReferences("x.ts", "export {")).toThrow(WorkspaceError);
  expect(() => readReferences("x.ts", "export {")).toThrow(/^x\.ts: /);
});
