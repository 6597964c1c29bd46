#!/usr/bin/env node
import { dirname } from "node:path";
import { buildWhenStale } from "@deepiri/build-when-stale";

try {
  buildWhenStale(dirname(import.meta.dirname));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
await import("../dist/http/main.js");
