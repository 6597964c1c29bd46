import { reportError } from "./output/report-error.js";
import { createProgram } from "./program.js";

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    reportError(error);
    process.exitCode = 1;
  });
