import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { EnginePanicError } from "./errors.js";
import { readPanicMessage } from "./panic-message.js";
import { type WasmModule, type WasmNames, webAssembly } from "./web-assembly.js";

/** One running copy of Prisma's engine. A panic makes the whole copy unusable. */
export interface WasmEngine {
  readonly SchemaEngine: typeof SchemaEngine;
  readonly crashed: EnginePanicError | undefined;
  /** Runs one call of the engine; a panic rejects it, where the engine itself would never settle. */
  guard<T>(call: () => Promise<T> | T): Promise<T>;
}

type Glue = Record<string, unknown> & {
  SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: WasmNames): void;
};

const directory = dirname(
  createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg"),
);
let compiled: Promise<WasmModule> | undefined;
let current: Promise<WasmEngine> | undefined;
let copies = 0;

/** The process's engine, compiled once; a new copy of it once the previous one has crashed. */
export async function loadWasm(): Promise<WasmEngine> {
  current ??= instantiate();
  if ((await current).crashed) current = instantiate();
  return current;
}

async function instantiate(): Promise<WasmEngine> {
  compiled ??= readFile(join(directory, "schema_engine_bg.wasm")).then((bytes) =>
    webAssembly.compile(bytes),
  );
  const calls = new CallGuard();
  const glue = await freshGlue();
  const { exports } = await webAssembly.instantiate(await compiled, {
    "./schema_engine_bg.js": importsOf(glue, calls),
  });
  glue.__wbg_set_wasm(catchPanics(exports, calls));
  (exports.__wbindgen_start as () => void)();
  return {
    SchemaEngine: glue.SchemaEngine,
    guard: (call) => calls.run(call),
    get crashed() {
      return calls.crashed;
    },
  };
}

/** The calls under way in one copy, which all end when it crashes. */
class CallGuard {
  crashed: EnginePanicError | undefined;
  panicMessage: string | undefined;
  readonly #pending = new Set<(error: EnginePanicError) => void>();

  run<T>(call: () => Promise<T> | T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.crashed) return reject(this.crashed);
      this.#pending.add(reject);
      new Promise<T>((started) => started(call()))
        .then(resolve, (error) =>
          reject(error instanceof webAssembly.RuntimeError ? this.crash(error) : error),
        )
        .finally(() => this.#pending.delete(reject));
    });
  }

  crash(cause: unknown): EnginePanicError {
    this.crashed ??= new EnginePanicError(this.panicMessage ?? String(cause), { cause });
    for (const reject of this.#pending) reject(this.crashed);
    this.#pending.clear();
    return this.crashed;
  }
}

// The glue keeps views of one instance's memory in module variables, so a second instance needs a
// second copy of the module.
async function freshGlue(): Promise<Glue> {
  const url = pathToFileURL(join(directory, "schema_engine_bg.js"));
  if (copies++ > 0) url.search = `copy=${copies}`;
  return (await import(url.href)) as Glue;
}

function importsOf(glue: Glue, calls: CallGuard): WasmNames {
  const imports = { ...glue } as WasmNames;
  for (const name of Object.keys(imports)) {
    // The engine's lock timer runs on for 10 s after the lock was had, and would keep Node alive.
    if (name.startsWith("__wbg_setTimeout_"))
      imports[name] = (callback: () => void, ms: number) => setTimeout(callback, ms >>> 0).unref();
    if (name.startsWith("__wbg_set_message_"))
      imports[name] = readPanicMessage(imports[name] as never, (text) => {
        calls.panicMessage = text;
      });
  }
  return imports;
}

// A panic in a polled future surfaces in a microtask, where nobody could catch it: so the exports
// that poll are wrapped.
function catchPanics(exports: WasmNames, calls: CallGuard): WasmNames {
  const wrapped: WasmNames = { ...exports };
  for (const [name, value] of Object.entries(exports)) {
    if (typeof value !== "function" || !name.includes("___invoke___")) continue;
    wrapped[name] = (...args: unknown[]) => {
      try {
        return value(...args);
      } catch (error) {
        calls.crash(error);
      }
    };
  }
  return wrapped;
}
