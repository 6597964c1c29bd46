export { compare, type Difference } from "./compare.js";
export { NoSuchRow, VersionConflict } from "./errors.js";
export { type PurgeResult, purge, purgeExpired } from "./purge.js";
export { asOf, asOfAll, history } from "./read.js";
export type { Key, TableName } from "./table-name.js";
export type { Instant, Operation, Version } from "./version.js";
export { type Expectation, edit, recover, remove, rollBackTo } from "./write.js";
