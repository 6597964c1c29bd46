import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A span as it is sent, as far as tests look at it. */
export interface SentSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
  readonly events: { name: string }[];
  /** Its code is 2 for a failure. */
  readonly status: { code?: number; message?: string };
}

/** What OTEL_EXPORTER_OTLP_ENDPOINT may name. */
export interface Collector {
  readonly url: string;
  /** Those that it has got. */
  readonly spans: SentSpan[];
  close(): void;
}

/** Starts a server that receives spans over HTTP, as JSON, and keeps them. For tests. */
export async function startCollector(): Promise<Collector> {
  const spans: SentSpan[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    for (const { scopeSpans } of JSON.parse(body).resourceSpans)
      for (const scope of scopeSpans) spans.push(...scope.spans);
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, spans, close: () => void server.close() };
}

/** An attribute of a span. */
export function attribute(span: SentSpan | undefined, name: string): string | number | undefined {
  const value = span?.attributes.find(({ key }) => key === name)?.value;
  return value?.stringValue ?? value?.intValue;
}
