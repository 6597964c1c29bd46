import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { reportError } from "../src/index.js";

class ExplainedError extends Error {}

let written = "";
beforeEach(() => {
  written = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it("writes the sentence of an explained error, and nothing else", () => {
  reportError(new ExplainedError("no such table. Make it."), [ExplainedError]);
  expect(written).toBe("error no such table. Make it.\n");
});

it("says of any other that it was not expected, without a trace", () => {
  reportError(new TypeError("x is not a function"), [ExplainedError]);
  expect(written).toBe(
    "error x is not a function\nThis was not expected. DEEPIRI_DEBUG=1 shows where it happened.\n",
  );
});

it("shows where it happened when DEEPIRI_DEBUG asks", () => {
  vi.stubEnv("DEEPIRI_DEBUG", "1");
  reportError(new ExplainedError("here"), [ExplainedError]);
  expect(written).toMatch(/^ +at /m);
});
