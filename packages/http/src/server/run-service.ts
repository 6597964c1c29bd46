import { DatabaseError } from "@deepiri/database";
import { reportError } from "@deepiri/terminal";
import { SettingError } from "../setting/setting-error.js";
import type { HttpServer } from "./http-server.js";
import { explainListenFailure, type ServiceAddress, serviceAddress } from "./service-address.js";
import { type StopOptions, stopOnSignal } from "./stop-on-signal.js";

/** How a service is run. */
export interface RunOptions extends StopOptions {
  /** What it calls itself. */
  readonly name: string;
  /** Where it listens if PORT is unset. */
  readonly defaultPort: number;
}

/**
 * Runs a service until it is told to stop: makes its server, listens at HOST (127.0.0.1 if unset) and PORT
 * (0: one that is free), and prints where. What keeps it from starting is said in one line, and the
 * process ends with 1.
 */
export async function runService(
  create: () => Promise<HttpServer>,
  { name, defaultPort, ...stop }: RunOptions,
): Promise<void> {
  try {
    const address = serviceAddress(defaultPort);
    const server = await create();
    stopOnSignal(server, stop);
    const url = await listen(server, address);
    process.stdout.write(`${name} listens at ${url}\n`);
  } catch (error) {
    reportError(error, [DatabaseError, SettingError]);
    process.exit(1);
  }
}

async function listen(server: HttpServer, address: ServiceAddress): Promise<string> {
  try {
    return await server.listen(address);
  } catch (error) {
    throw explainListenFailure(error, address) ?? error;
  }
}
