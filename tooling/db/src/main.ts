import { reportError } from "@deepiri/terminal";
import { explainedErrors } from "./output/explained-errors.js";
import { createProgram } from "./program.js";

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    reportError(error, explainedErrors);
    process.exitCode = 1;
  });
