import type pg from "pg";

/** How a messy database is filled. */
export interface BuildOptions {
  /** Rows of each large table: 40, the least, unless told, up to millions. The small tables grow with it. */
  readonly rows?: number;
  /** Whether there are rows that the target does not take. They are there unless told. */
  readonly broken?: boolean;
  /** Whether there are unmanaged objects, such as views on the packages' tables. They are there unless told. */
  readonly unmanaged?: boolean;
}

/** A database as it is found in the wild. */
export interface MessyDatabase {
  readonly name: string;
  /** One sentence: how it came to be. */
  readonly title: string;
  /** The database of the workspace that it becomes; undefined for the default one. */
  readonly database?: string;
  /** Makes it in the empty database that the client is connected to. Fails where anything is there already. */
  build(client: pg.ClientBase, options?: BuildOptions): Promise<void>;
}
