import { availableParallelism } from "node:os";

/** What figures depend on, to stand beside them. Times are in milliseconds. */
export function circumstances(serverVersion: string) {
  return {
    measured: new Date().toISOString().slice(0, 10),
    node: process.version,
    server: serverVersion,
    cores: availableParallelism(),
    unit: "ms",
  };
}
