import { Bridge } from "./bridge.js";
import { Channel } from "./channel.js";
import { commandError } from "./command-error.js";
import type { CommandLine } from "./command-line.js";
import { callMethod } from "./methods.js";

const secondsToCleanUp = 5;

/**
 * Answers the requests of one command of Prisma's CLI, until the CLI closes the line or a signal
 * comes; then drops what scratch databases there are.
 */
export async function serve(commandLine: CommandLine): Promise<void> {
  const channel = new Channel();
  const bridge = new Bridge(commandLine, (text) => channel.print(text));
  const cleanUp = () => Promise.race([bridge.dispose(), secondsPass(secondsToCleanUp)]);
  // The CLI sends SIGTERM right after it closed the line: not a reason to leave things behind.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
  process.stdout.on("error", () => {}); // the CLI went away first

  await channel.serve(async (request) => {
    try {
      channel.succeed(request, await callMethod(bridge, request.method, request.params));
    } catch (error) {
      const failure = await bridge.lastFailure();
      channel.fail(request, commandError(error, commandLine.url, failure));
    }
  });
  await cleanUp();
}

function secondsPass(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000).unref());
}
