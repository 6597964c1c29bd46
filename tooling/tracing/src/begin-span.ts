import { errorType } from "@deepiri/database/without-client";
import { type Context, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import type { Attributes, Span } from "./tracing.js";

/** What the spans of a run have in common. */
export interface Run {
  readonly tracer: Tracer;
  /** Said of each of them. */
  readonly shared: Attributes;
}

/** Begins a span below that of the context. */
export function beginSpan(
  run: Run,
  parent: Context,
  name: string,
  attributes: Attributes = {},
): Span {
  const options = { attributes: mutable({ ...run.shared, ...attributes }) };
  const span = run.tracer.startSpan(name, options, parent);
  const within = trace.setSpan(parent, span);
  return {
    begin: (part, about) => beginSpan(run, within, part, about),
    event: (what, about = {}) => void span.addEvent(what, mutable(about)),
    set: (about) => void span.setAttributes(mutable(about)),
    end: (error) => {
      if (error !== undefined) {
        const { name: message } = error as Error;
        span.setStatus({ code: SpanStatusCode.ERROR, message });
        span.setAttribute("error.type", errorType(error));
      }
      span.end();
    },
  };
}

// OpenTelemetry's own types ask for arrays that may be changed; it changes none.
type Mutable = Record<string, string | number | number[] | undefined>;
const mutable = (attributes: Attributes) => attributes as Mutable;
