import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { emptyDatabase } from "../fixture/empty-database.js";
import { runDb } from "../fixture/run-db.js";
import { migrationFile, smallWorkspace } from "../fixture/small-workspace.js";

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: { key: string; value: { stringValue?: string } }[];
}

/** A collector of spans, and those that it has got. */
async function startCollector(): Promise<{ url: string; spans: Span[] }> {
  const spans: Span[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    for (const { scopeSpans } of JSON.parse(body).resourceSpans)
      for (const scope of scopeSpans) spans.push(...scope.spans);
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans };
}

const attribute = (span: Span | undefined, name: string) =>
  span?.attributes.find(({ key }) => key === name)?.value.stringValue;

test("with an exporter configured, a run and its migrations are spans, without values of rows", async () => {
  const { root, write } = smallWorkspace();
  write(
    migrationFile("services/auth", "3_twice"),
    "INSERT INTO public.users VALUES (4711); INSERT INTO public.users VALUES (4711);",
  );
  const { url } = await emptyDatabase();
  const { url: endpoint, spans } = await startCollector();
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
  expect(JSON.stringify(spans)).not.toContain("4711");
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
