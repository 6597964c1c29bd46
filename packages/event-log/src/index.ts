export { type Appending, append } from "./append.js";
export {
  defineEvents,
  type EventDefinitions,
  type TypedEvent,
} from "./definition/define-events.js";
export { UnknownEvent } from "./definition/unknown-event.js";
export { type Parse, type Versioned, versioned } from "./definition/versioned.js";
export type { NewEvent, OldEvent, PlacedEvent, StoredEvent } from "./event.js";
export { type Importing, importEvents } from "./import-events.js";
export { type Lag, readLag } from "./lag.js";
export type { Projection, TransactionalClient } from "./projection/projection.js";
export { ProjectionError } from "./projection/projection-error.js";
export {
  forgetProjection,
  type ProjectionState,
  readProjections,
} from "./projection/projection-state.js";
export { type ProjectionRun, type RunOptions, runProjection } from "./projection/run-projection.js";
export { purgeKeys } from "./purge-keys.js";
export { type EventQuery, readEvents } from "./read-events.js";
export { readStream, type StreamQuery } from "./read-stream.js";
export { stamp } from "./stamp.js";
export { transactional } from "./transactional.js";
export { VersionConflict, versionConflictState } from "./version-conflict.js";
export type { Appended, Expectation, Target } from "./write.js";
