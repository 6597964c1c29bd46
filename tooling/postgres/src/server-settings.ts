/** Whether a server's data is to survive, or is lost with the program that started it. */
export type Kind = "kept" | "throw-away";

// Shared memory in the data folder: a killed server leaves none behind elsewhere, and containers
// have little of the other kind.
const everywhere = {
  dynamic_shared_memory_type: "mmap",
  max_connections: "200",
  timezone: "UTC",
  log_timezone: "UTC",
};

const onlyThisMachine = { listen_addresses: "127.0.0.1", unix_socket_directories: "" };

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

/** Command line of an embedded server of this kind. */
export function serverArguments(kind: Kind, dataFolder: string, port: number): string[] {
  const ofKind = kind === "throw-away" ? throwAwayFlags() : flags(everywhere);
  return ["-D", dataFolder, "-p", String(port), ...flags(onlyThisMachine), ...ofKind];
}

/** Settings of a throw-away server, wherever it runs, as arguments of `postgres`. */
export function throwAwayFlags(): string[] {
  return flags({ ...everywhere, ...forgetful });
}

function flags(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
