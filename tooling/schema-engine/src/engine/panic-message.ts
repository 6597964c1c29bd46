// Prisma's panic hook hands its message to a registry that Prisma's own CLI puts on `globalThis`.
interface PanicRegistry {
  set_message(message: string): void;
}

type Hook = (pointer: number, length: number) => void;

const host = globalThis as { PRISMA_WASM_PANIC_REGISTRY?: PanicRegistry | undefined };

/**
 * Wraps the engine's panic hook, so that the message goes to `keep`.
 *
 * The registry is there only while the hook runs: other WebAssembly parts of Prisma in the same
 * process may have one of their own.
 */
export function readPanicMessage(hook: Hook, keep: (message: string) => void): Hook {
  return (pointer, length) => {
    const before = host.PRISMA_WASM_PANIC_REGISTRY;
    host.PRISMA_WASM_PANIC_REGISTRY = { set_message: keep };
    try {
      hook(pointer, length);
    } finally {
      host.PRISMA_WASM_PANIC_REGISTRY = before;
    }
  };
}
