import { setFlagsFromString } from "node:v8";
import { importDemo } from "./cli/import-demo.js";
import { createProgram } from "./cli/program.js";
import { runProgram } from "./cli/run-program.js";

// What reads our output may have read enough, such as head.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const args = process.argv.slice(2);
// A plan takes seconds, most of them the server's; V8 would compile for speed what is over by then.
if (args[0] === "plan") setFlagsFromString("--interrupt-budget=1000000");
await runProgram(await createProgram(await importDemo(), args[0]), args);
