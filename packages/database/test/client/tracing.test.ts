import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Attributes, context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { UniqueViolation } from "../../src/index.js";
import { createShopClient } from "../fixture/shop-client.js";
import { useShopDatabase } from "../fixture/shop-database.js";

const shop = useShopDatabase();
const exporter = new InMemorySpanExporter();

/** Sets up OpenTelemetry, as a service does. */
function register(): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const spanProcessors = [new SimpleSpanProcessor(exporter)];
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
}
beforeEach(() => exporter.reset());
afterAll(() => {
  trace.disable();
  context.disable();
});

/** Spans that ended since the last call, each with the name of the one that it is a part of. */
function takeSpans() {
  const spans = exporter.getFinishedSpans();
  const taken = spans.map(({ name, attributes, parentSpanContext, ...span }) => {
    const parent = spans.find((one) => one.spanContext().spanId === parentSpanContext?.spanId);
    return { name, in: parent?.name, attributes, span };
  });
  exporter.reset();
  return taken;
}

const inSpan = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  trace.getTracer("service").startActiveSpan(name, async (span) => {
    try {
      return await work();
    } finally {
      span.end();
    }
  });

const names = () => takeSpans().map((one) => [one.name, one.in]);

test("a client made before OpenTelemetry is set up has spans from then on", async () => {
  const client = createShopClient({ url: shop.url });
  await client.person.count();
  expect(takeSpans()).toEqual([]);
  register();
  await client.person.count();
  const attributes: Attributes = {
    "db.system.name": "postgresql",
    "db.namespace": shop.name,
    "db.operation.name": "count",
    "prisma.model": "Person",
    "workspace.package": "shop",
    "workspace.database": "deepiri",
  };
  expect(takeSpans()).toMatchObject([{ name: "count Person", in: undefined, attributes }]);
});

test("operations are parts of the span that is active, and of their transaction", async () => {
  const client = createShopClient({ url: shop.url });
  await inSpan("request", async () => {
    await client.$queryRaw`SELECT 1`;
    await client.transaction(async (tx) => {
      await tx.person.create({ data: { email: "spans" } });
      await tx.person.findMany();
    });
    await client.$transaction([client.person.count(), client.order.count()]);
  });
  expect(names()).toEqual([
    ["$queryRaw", "request"],
    ["create Person", "transaction"],
    ["findMany Person", "transaction"],
    ["transaction", "request"],
    ["count Person", "transaction"],
    ["count Order", "transaction"],
    ["transaction", "request"],
    ["request", undefined],
  ]);
});

test("a failure is the span's too, without arguments, rows and SQL", async () => {
  const client = createShopClient({ url: shop.url });
  const data = { email: "secret-4711" };
  await client.person.create({ data });
  takeSpans();
  await expect(client.person.create({ data })).rejects.toThrow(UniqueViolation);
  await expect(client.person.findUniqueOrThrow({ where: { id: -4711 } })).rejects.toThrow();
  await expect(client.person.count({ where: { odd: 4711 } as never })).rejects.toThrow("odd");
  const failed = takeSpans();
  expect(failed.map(({ name, attributes }) => [name, attributes["error.type"]])).toEqual([
    ["create Person", "23505"],
    ["findUniqueOrThrow Person", "P2025"],
    ["count Person", "PrismaClientValidationError"],
  ]);
  const { status, events } = failed[0]?.span ?? {};
  expect({ status, events }).toEqual({ status: { code: 2 }, events: [] });
  expect(JSON.stringify(failed.map(({ attributes }) => attributes))).not.toMatch(/4711|INSERT/);
});

test("a program that does not set up OpenTelemetry loads its API and no more of it", () => {
  const folder = mkdtempSync(join(tmpdir(), "loaded-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(import.meta.dirname, "../fixture/program.ts");
  const flags = ["--import", "tsx", "--conditions=@deepiri/source", program, shop.url];
  const env = { ...process.env, NODE_V8_COVERAGE: folder };
  // Node looks for tsx from the working folder, which is another one when all packages are tested.
  const { stdout } = spawnSync(process.execPath, flags, { cwd: import.meta.dirname, env });
  expect(String(stdout)).toBe("counted\n");
  const loaded = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const packages = loaded.join().match(/(?<=\/)@opentelemetry\/[\w-]+/g) ?? [];
  expect(new Set(packages)).toEqual(new Set(["@opentelemetry/api"]));
});
