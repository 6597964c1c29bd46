import { createRequire } from "node:module";
import { answerQuestion } from "./rpc/answer-question.js";
import { readCommandLine } from "./rpc/command-line.js";

const commandLine = readCommandLine(process.argv.slice(2));
if (commandLine.version) {
  const { dependencies } = createRequire(import.meta.url)("prisma/package.json");
  console.log(`schema-engine-cli ${dependencies["@prisma/engines"]} (WebAssembly)`);
} else if (commandLine.question) {
  process.exitCode = await answerQuestion(commandLine.question, commandLine.url);
} else {
  const { serve } = await import("./rpc/serve.js");
  await serve(commandLine);
}
// Timers of Prisma's engine may still be running.
process.exit();
