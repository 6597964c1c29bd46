import { createProgram } from "./cli/program.js";
import { reportFailure } from "./cli/report-failure.js";

// The reader of our output may have read enough, such as head.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    reportFailure(error);
    process.exitCode = 1;
  });
