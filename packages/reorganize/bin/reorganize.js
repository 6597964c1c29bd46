#!/usr/bin/env node
import { dirname } from "node:path";
import { buildWhenStale } from "@deepiri/build-when-stale";

try {
  buildWhenStale(dirname(import.meta.dirname));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
// As Node has it from 21 on. Where it is missing, pg looks for Cloudflare by a Response, which loads all of fetch.
globalThis.navigator ??= { userAgent: `Node.js/${process.versions.node.split(".")[0]}` };
await import("../dist/main.js");
