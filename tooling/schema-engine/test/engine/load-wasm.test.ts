import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { expect, test } from "vitest";
import { EnginePanicError } from "../../src/engine/errors.js";
import { loadWasm } from "../../src/engine/load-wasm.js";
import { offlineAdapterFactory } from "../../src/engine/offline-adapter.js";
import { openEngine } from "../../src/engine/open-engine.js";
import { noFilters } from "../fixture/migration-list.js";

const create = (wasm: Awaited<ReturnType<typeof loadWasm>>, datamodels: [] | undefined) =>
  wasm.SchemaEngine.new(
    { datamodels },
    () => {},
    bindMigrationAwareSqlAdapterFactory(offlineAdapterFactory("_x")),
  );

test("a crash while the engine waits rejects every call, where none would ever settle (point 7)", async () => {
  const wasm = await loadWasm();
  const bystander = wasm.guard(() => new Promise(() => {}));
  const crashing = wasm.guard(() => create(wasm, [])); // an empty list is one thing that crashes it
  await expect(crashing).rejects.toThrow(EnginePanicError);
  await expect(crashing).rejects.toThrow(/index out of bounds|panicked/);
  await expect(bystander).rejects.toThrow(EnginePanicError);
  await expect(wasm.guard(() => Promise.resolve(1))).rejects.toThrow(EnginePanicError);
});

test("a crash before the first wait is the same error (point 7)", async () => {
  const wasm = await loadWasm();
  const engine = await wasm.guard(() => create(wasm, undefined));
  await expect(wasm.guard(() => engine.debugPanic() as never)).rejects.toThrow(EnginePanicError);
});

test("after a crash the next engine is a working one", async () => {
  const engine = await openEngine({ historySchema: "_x" });
  const content = `datasource db {\n  provider = "postgresql"\n}`;
  const to = { tag: "schemaDatamodel" as const, files: [{ path: "schema.prisma", content }] };
  const params = { from: to, to, script: true, exitCode: true, filters: noFilters };
  expect(await engine.diff(params)).toMatchObject({ exitCode: 0 });
});
