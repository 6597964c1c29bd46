import { readFileSync } from "node:fs";
import { apply, rollback } from "@deepiri/reorganize";

// Applies a plan, or rolls it back, in a process that may be killed, and tells of every event in a line.
const [verb, url, plan] = process.argv.slice(2);
const options = { batchSize: 7, onEvent: ({ kind }) => void process.stdout.write(`${kind}\n`) };
if (verb === "apply") await apply(url, JSON.parse(readFileSync(plan, "utf8")), options);
else await rollback(url, options);
