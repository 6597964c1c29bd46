import type { Lane, Table, TableId } from "../../model/model.js";

/** What a panel needs beside the table. */
export interface Surroundings {
  readonly tables: readonly Table[];
  readonly lanes: readonly Lane[];
  /** Follows a reference. */
  readonly open: (id: TableId) => void;
  readonly close: () => void;
  /** A column to bring out. */
  readonly column?: string | undefined;
  /** What is to be said above the columns, such as what becomes of the table. */
  readonly note?: HTMLElement | undefined;
}
