import type pg from "pg";
import { queryable } from "../../../session/queryable.js";
import { readMadeObjects } from "./found-objects.js";
import { makeVectorStandIn, vectorExtension } from "./stand-in.js";

/** What `CREATE EXTENSION` makes in a scratch database, and what it does not. */
export class Extensions {
  /** Keys of the objects of the stand-in for vectors; none where there is none. */
  readonly standIn = new Set<string>();

  constructor(
    /** A session of the login, for what only the login may make. */
    readonly owner: pg.ClientBase,
    readonly isSuperuser: boolean,
    /** Whether what the server offers stays within its database, by name. */
    readonly offered: ReadonlyMap<string, boolean>,
  ) {}

  /** Why a statement does not make an extension; undefined where it does. Makes the stand-in in place of vectors. */
  async whyNot(name: string): Promise<string | undefined> {
    if (this.offered.get(name)) return undefined;
    if (this.offered.has(name)) return unsafe;
    if (name !== vectorExtension) return missing;
    return (await this.#makeStandIn())
      ? standsIn
      : `${missing}, and only a superuser makes a type in its place`;
  }

  /** Makes vectors without a statement, where definitions use what none of them makes. */
  async makeVectors(): Promise<void> {
    if ((await this.whyNot(vectorExtension)) === undefined)
      await this.owner.query(`CREATE EXTENSION ${vectorExtension} SCHEMA public`);
  }

  async #makeStandIn(): Promise<boolean> {
    if (!this.isSuperuser || this.standIn.size > 0) return this.isSuperuser;
    await this.owner.query("BEGIN");
    const { rows } = await this.owner.query(
      "SELECT pg_catalog.pg_current_xact_id()::xid::text AS transaction",
    );
    await makeVectorStandIn(this.owner);
    for (const { key } of await readMadeObjects(queryable(this.owner), rows[0].transaction))
      this.standIn.add(key);
    await this.owner.query("COMMIT");
    return true;
  }
}

/** Reads what the server offers. */
export async function readOffered(owner: pg.ClientBase): Promise<Map<string, boolean>> {
  const { rows } = await owner.query<{ name: string; safe: boolean }>(
    `SELECT name::text, pg_catalog.bool_or(trusted OR NOT superuser) AS safe
       FROM pg_catalog.pg_available_extension_versions GROUP BY name`,
  );
  return new Map(rows.map(({ name, safe }) => [name, safe]));
}

const missing = "the server does not offer it";
const unsafe = "PostgreSQL does not call it trusted: it may reach outside of its database";
const standsIn = `${missing}; a type of that name stands in, without its indexes`;
