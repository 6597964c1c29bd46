import { reportError } from "./output/report-error.js";
import { createProgram } from "./program.js";

// Whoever reads our output may have read enough, such as head.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    reportError(error);
    process.exitCode = 1;
  });
