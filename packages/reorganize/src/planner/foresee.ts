import type { Observation } from "@deepiri/observer";
import { accessRecords } from "../catalog/access/access-record.js";
import type { Access } from "../catalog/access/read-access.js";
import { recordOf } from "../catalog/observer/object-record.js";
import type { Foreseen } from "../plan/foreseen.js";

/** The scratch copy after the last step. */
export interface End {
  readonly objects: Observation;
  readonly access: Access;
}

/** What the plan says of the database itself before the first step, and of the copy after the last one. */
export function foreseenOf(before: Observation, { objects, access }: End): Foreseen {
  return {
    before: recordOf(before),
    after: recordOf(objects),
    access: accessRecords(access),
  };
}
