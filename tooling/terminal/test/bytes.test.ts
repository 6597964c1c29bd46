import { expect, it } from "vitest";
import { formatBytes } from "../src/index.js";

it.each([
  [0, "0 bytes"],
  [1023, "1023 bytes"],
  [8192, "8.0 kB"],
  [10 * 1024, "10 kB"],
  [5e15, "4547 TB"],
])("%d bytes read %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
