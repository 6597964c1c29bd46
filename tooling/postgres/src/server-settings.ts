/** Whether a server's data is to survive, or is lost with the program that started it. */
export type Kind = "kept" | "throw-away";

// Shared memory in the data folder: a killed server leaves none behind elsewhere, and containers
// have little of the other kind.
const everywhere = {
  dynamic_shared_memory_type: "mmap",
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  timezone: "UTC",
  log_timezone: "UTC",
};

// Nothing is worth waiting for the disk when the data dies with the test run.
const forgetful = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  shared_buffers: "128MB",
  checkpoint_timeout: "1h",
};

/** Command line of a server of this kind. */
export function serverArguments(kind: Kind, dataFolder: string, port: number): string[] {
  const settings = { ...everywhere, ...(kind === "throw-away" && forgetful) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", dataFolder, "-p", String(port), ...flags];
}
