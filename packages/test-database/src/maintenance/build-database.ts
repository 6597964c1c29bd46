import pg from "pg";
import { createFromNothing } from "./create-from-nothing.js";
import { onSameServer } from "./databases.js";

/** A database that is to be copied. */
export interface Built {
  readonly name: string;
  /** What it is called until it is finished. */
  readonly draft: string;
  /** Fills the empty database at this URL, and leaves nobody connected to it. */
  readonly fill: (url: string) => Promise<void>;
}

/** Builds a database. It is copied as soon as it has its name, so it gets it when it is finished. */
export async function buildDatabase(
  client: pg.Client,
  serverUrl: string,
  { name, draft, fill }: Built,
): Promise<void> {
  await createFromNothing(client, draft);
  await fill(onSameServer(serverUrl, draft));
  const [from, to] = [pg.escapeIdentifier(draft), pg.escapeIdentifier(name)];
  await client.query(`ALTER DATABASE ${from} RENAME TO ${to}`);
}
