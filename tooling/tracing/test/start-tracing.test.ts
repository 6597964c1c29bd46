import { expect, onTestFinished, test, vi } from "vitest";
import { attribute, startCollector } from "../src/collector.js";
import { startTracing } from "../src/index.js";

const endpoint = "http://127.0.0.1:9";

test.each([
  [{}, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "" }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint }, true],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: "true" }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_EXPORTER: "none" }, false],
])("whether a command is traced with %o: %s", async (env, isTraced) => {
  const tracing = await startTracing("db", env);
  expect(tracing !== undefined).toBe(isTraced);
  await tracing?.end();
});

test("spans tell their database without its login, and of a failure its kind alone", async () => {
  const { url, spans, close } = await startCollector();
  onTestFinished(close);
  // The exporter itself reads the environment of the process.
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const tracing = await startTracing("db");
  const run = tracing?.begin("run", "postgresql://login:secret@db.example:6543/Odd%20name");
  const part = run?.begin("part", { "part.number": 1 });
  const cause = Object.assign(new Error("Key (email)=(secret)"), { code: "23505" });
  part?.end(new Error("secret", { cause }));
  run?.end(new RangeError("secret"));
  await tracing?.end();
  expect(spans.map(({ name, status }) => [name, status])).toEqual([
    ["part", { code: 2, message: "Error" }],
    ["run", { code: 2, message: "RangeError" }],
  ]);
  const [sentPart, sentRun] = spans;
  expect(sentPart?.parentSpanId).toBe(sentRun?.spanId);
  const said = (name: string) => spans.map((span) => attribute(span, name));
  expect(said("error.type")).toEqual(["23505", "RangeError"]);
  expect(said("db.namespace")).toEqual(["Odd name", "Odd name"]);
  expect(said("server.port")).toEqual([6543, 6543]);
  expect(JSON.stringify(spans)).not.toMatch(/secret|login/);
});
