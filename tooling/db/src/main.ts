import { createProgram } from "./program.js";

try {
  const program = await createProgram(process.argv[2]);
  await program.parseAsync();
} catch (error) {
  const { reportError } = await import("@deepiri/terminal");
  const { explainedErrors } = await import("./output/explained-errors.js");
  reportError(error, explainedErrors);
  process.exitCode = 1;
}
