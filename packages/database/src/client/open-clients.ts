const open = new Set<() => Promise<void>>();

/** Remembers how to close a client until `forget` is called. */
export function rememberOpen(close: () => Promise<void>): { forget(): void } {
  open.add(close);
  return { forget: () => void open.delete(close) };
}

/** Closes every open client of the process, after the transactions under way. For a clean shutdown. */
export async function closeAll(): Promise<void> {
  await Promise.all([...open].map((close) => close()));
}

/**
 * Closes all clients when the process is told to end, and then lets it end by that same signal. Only
 * for programs without a shutdown of their own. Returns a function that takes the hook away again.
 */
export function closeOnSignal(
  signals: readonly NodeJS.Signals[] = ["SIGTERM", "SIGINT"],
): () => void {
  const end = (signal: NodeJS.Signals) => {
    remove();
    closeAll().finally(() => process.kill(process.pid, signal));
  };
  const remove = () => {
    for (const signal of signals) process.removeListener(signal, end);
  };
  for (const signal of signals) process.on(signal, end);
  return remove;
}
