import { reportError } from "@deepiri/terminal";
import { explainedErrors } from "./cli/explained-errors.js";
import { createProgram } from "./cli/program.js";

// Whoever reads our output may have read enough, such as head.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    reportError(error, explainedErrors);
    process.exitCode = 1;
  });
