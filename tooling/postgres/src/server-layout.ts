import path from "node:path";

/** Names of what lies in a server's directory. */
export interface Layout {
  readonly directory: string;
  /** PostgreSQL's own data folder; a link when the server's user cannot reach the directory. */
  readonly data: string;
  readonly log: string;
  /** Second record beside PostgreSQL's own, readable by other users and kept outside of `data`. */
  readonly record: string;
  readonly lock: string;
}

/** Where the parts of a server lie in its directory. */
export function layoutOf(directory: string): Layout {
  const absolute = path.resolve(directory);
  return {
    directory: absolute,
    data: path.join(absolute, "data"),
    log: path.join(absolute, "postgres.log"),
    record: path.join(absolute, "server.json"),
    lock: path.join(absolute, "start.lock"),
  };
}
