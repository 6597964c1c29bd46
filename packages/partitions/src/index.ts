export { type Archiver, archiveRetired } from "./archive-retired.js";
export { drain } from "./drain.js";
export { dropRetired } from "./drop-retired.js";
export { makeAhead } from "./make-ahead.js";
export { retire } from "./retire.js";
export type { Session } from "./session.js";
export { type PartitionStatus, status } from "./status.js";
