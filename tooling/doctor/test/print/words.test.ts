import { expect, test } from "vitest";
import { evidenceText, subjectText } from "../../src/print/words.js";

test.each([
  [{ kind: "table", schema: "public", name: "tasks" }, "table public.tasks"],
  [{ kind: "index", schema: "public", table: "tasks", name: "i" }, "index public.i on tasks"],
  [
    { kind: "column", schema: "Füll", table: "Order-Items", name: 'a "b"' },
    'column "Füll"."Order-Items"."a ""b"""',
  ],
  [{ kind: "session", name: "4711" }, "session 4711"],
])("%j is called %s", (subject, text) => expect(subjectText(subject)).toBe(text));

test.each([
  [{ rows: 1_234_567, columns: ["a", "b"] }, "rows 1,234,567, columns a, b"],
  [{ bytes: 3 * 1024 ** 3, wastedBytes: 8192 }, "3.0 GB, wasted 8.0 kB"],
  [{ idleSeconds: 75, estimated: true, active: false }, "idle 1 min 15 s, estimated, active no"],
  [{ percent: 91.5, blockedBy: [] }, "91.5 %, blocked by none"],
  [{ on: ["a", "b", "c", "d", "e", "f", "g"] }, "on a, b, c, d, e and 2 more"],
])("%j reads as %s", (evidence, text) => expect(evidenceText(evidence)).toBe(text));
