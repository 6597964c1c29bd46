/** Who searches where, and for how many. */
export interface SearchRequest {
  /** Name of the registered table, such as `notes.notes`. */
  readonly collection: string;
  /** No row of another tenant is found, whatever else is asked for. */
  readonly tenant: string;
  /** Given to the collection's function that says what a viewer may see; null is nobody in particular. */
  readonly viewer: string | null;
  /** 1 to 1000, 10 if left out. As many are found whenever so many match that the viewer may see. */
  readonly limit?: number | undefined;
  /** Only rows of these kinds. */
  readonly kinds?: readonly string[] | undefined;
  /** Only rows with these keys. */
  readonly keys?: readonly string[] | undefined;
}

/** A row that was found. Rows of the same score are in the order of their keys, so each search gives the same order. */
export interface Found {
  readonly key: string;
  /** Higher is better; what it means, the search says. */
  readonly score: number;
  /** From 1. */
  readonly rank: number;
}
