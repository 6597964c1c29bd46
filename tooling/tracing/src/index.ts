export { startTracing } from "./start-tracing.js";
export type { Attributes, Span, Tracing } from "./tracing.js";
