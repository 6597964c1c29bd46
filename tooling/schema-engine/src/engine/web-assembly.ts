/** A compiled module. */
export type WasmModule = object;
/** What a module is given or gives, by name. */
export type WasmNames = Record<string, unknown>;

interface WebAssembly {
  readonly RuntimeError: ErrorConstructor;
  compile(bytes: Uint8Array): Promise<WasmModule>;
  instantiate(
    module: WasmModule,
    imports: Record<string, WasmNames>,
  ): Promise<{ exports: WasmNames }>;
}

/** The global of that name, which TypeScript describes only together with the whole DOM. */
export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssembly }).WebAssembly;
