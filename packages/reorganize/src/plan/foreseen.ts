import type { AccessRecord } from "../catalog/access/access-record.js";
import type { ObjectRecord } from "../catalog/observer/object-record.js";

/** What the plan was made from and what it leads to, as the server's catalogs say it. */
export interface Foreseen {
  /** Objects of the database itself, when the plan was made. */
  readonly before: ObjectRecord;
  /** Objects of the scratch copy after the last step. */
  readonly after: ObjectRecord;
  /** Who could do what there, as the server computed it. */
  readonly access: readonly AccessRecord[];
}
