export { formatBytes } from "./bytes.js";
export { bold, dim, green, red, yellow } from "./colour.js";
export { counted } from "./counted.js";
export { formatDuration } from "./duration.js";
export { type ErrorClass, reportError } from "./report-error.js";
export { formatTable } from "./table.js";
export { typedVerb } from "./typed-verb.js";
