import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attribute, startCollector } from "@deepiri/tracing/collector";
import { expect, onTestFinished, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb, startDb } from "../fixture/run-db.js";
import { migrationFile, smallWorkspace } from "../fixture/small-workspace.js";

test("with an exporter configured, a run and its migrations are spans, without values of rows", async () => {
  const { root, write } = smallWorkspace();
  write(
    migrationFile("services/auth", "3_twice"),
    "INSERT INTO public.users VALUES (1098765432); INSERT INTO public.users VALUES (1098765432);",
  );
  const { url } = await emptyDatabase();
  const { url: endpoint, spans, close } = await startCollector();
  onTestFinished(close);
  const env = {
    DATABASE_URL: url,
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    TRACEPARENT: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
  };
  expect(await runDb(["migrate", "--all"], { cwd: root, env })).toMatchObject({ code: 1 });
  const run = spans.find(({ name }) => name === "db migrate");
  expect(run).toMatchObject({ traceId: "a".repeat(32), parentSpanId: "b".repeat(16) });
  const migrations = spans.filter(({ parentSpanId }) => parentSpanId === run?.spanId);
  expect(migrations.map((one) => [one.name, attribute(one, "error.type")])).toEqual([
    ["migration 1_users", undefined],
    ["migration 2_sessions", undefined],
    ["migration 3_twice", "23505"],
  ]);
  expect(attribute(migrations[2], "migration.package")).toBe("auth");
  expect(JSON.stringify(spans)).not.toContain("1098765432");
});

test("an exporter that is not there fails nothing, and holds nothing up for long", async () => {
  const { root } = smallWorkspace();
  const { url } = await emptyDatabase();
  const env = { DATABASE_URL: url, OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" };
  const { code, stdout, stderr } = await runDb(["migrate", "--all"], { cwd: root, env });
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: "core: 1 applied now, 1 in all\nauth: 1 applied now, 1 in all\n",
  });
  expect(stderr).not.toContain("127.0.0.1:9");
});

/** Which packages of OpenTelemetry the command loads. */
async function loadedBy(args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Set<string>> {
  const folder = mkdtempSync(join(tmpdir(), "loaded-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { outcome } = startDb(args, { cwd, env: { ...env, NODE_V8_COVERAGE: folder } });
  expect(await outcome).toMatchObject({ code: 0 });
  const reports = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  return new Set(reports.flatMap((report) => report.match(/(?<=\/)@opentelemetry\/[\w-]+/g) ?? []));
}

test("without an exporter nothing of OpenTelemetry is loaded", async () => {
  const { root } = smallWorkspace();
  const { url } = await emptyDatabase();
  const { url: endpoint, close } = await startCollector();
  onTestFinished(close);
  const env = { DATABASE_URL: url, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint };
  const migrate = (more: NodeJS.ProcessEnv) => loadedBy(["migrate", "--all"], root, more);
  expect(await migrate(env)).toContain("@opentelemetry/sdk-trace-base");
  expect(await migrate({ DATABASE_URL: url })).toEqual(new Set());
});
