#!/usr/bin/env node
import { buildWhenStale } from "./build-when-stale.js";

try {
  buildWhenStale();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
await import("../dist/main.js");
