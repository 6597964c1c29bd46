import { importDemo } from "./cli/import-demo.js";
import { createProgram } from "./cli/program.js";
import { runProgram } from "./cli/run-program.js";

// What reads our output may have read enough, such as head.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

await runProgram(await createProgram(await importDemo(), process.argv[2]));
