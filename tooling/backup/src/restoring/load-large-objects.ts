import type pg from "pg";
import { sumLargeObjects } from "../catalog/large-objects.js";
import { AlreadyThere, ContentsDiffer } from "../errors.js";
import type { SavedLargeObjects } from "../folder/manifest.js";
import { loadFile } from "./load-file.js";
import { run } from "./run.js";

const parts = "pg_temp.large_objects";

/**
 * Makes the large objects of a backup under their numbers, by which rows know them, and has the server add them up.
 *
 * @throws AlreadyThere when the database has any
 * @throws FileDamaged when the file is not as it was written
 * @throws ContentsDiffer when they are not those of the backup
 */
export async function loadLargeObjects(
  client: pg.Client,
  folder: string,
  saved: SavedLargeObjects,
): Promise<void> {
  if ((await sumLargeObjects(client)).objects > 0) throw alreadyThere();
  await run(
    client,
    `CREATE TEMPORARY TABLE large_objects (oid oid, at bigint, bytes bytea, owner text, rights jsonb, comment text) ON COMMIT DROP`,
  );
  const copy = { sql: `COPY ${parts} FROM STDIN`, what: "large objects" };
  await loadFile(client, folder, saved, copy);
  await run(client, `SELECT pg_catalog.lo_create(oid) FROM ${parts} WHERE at = 0`);
  await run(client, `SELECT pg_catalog.lo_put(oid, at, bytes) FROM ${parts}`);
  await run(client, belongings);
  const { objects, checksum } = await sumLargeObjects(client);
  if (objects !== saved.objects || checksum !== saved.checksum)
    throw new ContentsDiffer(
      `The large objects are not the ${saved.objects} that were backed up. The database is as it was.`,
    );
}

/** Statement: gives them their owners, rights and comments. */
const belongings = `DO $do$ DECLARE
    one record; granted record;
  BEGIN
    FOR one IN SELECT oid, owner, rights, comment FROM ${parts} WHERE at = 0 LOOP
      EXECUTE pg_catalog.format('ALTER LARGE OBJECT %s OWNER TO %I', one.oid, one.owner);
      IF one.comment IS NOT NULL THEN
        EXECUTE pg_catalog.format('COMMENT ON LARGE OBJECT %s IS %L', one.oid, one.comment);
      END IF;
      IF one.rights IS NOT NULL THEN
        EXECUTE pg_catalog.format('REVOKE ALL ON LARGE OBJECT %s FROM %I', one.oid, one.owner);
        FOR granted IN SELECT entry ->> 0 AS grantee, entry ->> 1 AS privilege, (entry ->> 2)::boolean AS is_grantable
                         FROM pg_catalog.jsonb_array_elements(one.rights) AS entry LOOP
          EXECUTE pg_catalog.format('GRANT %s ON LARGE OBJECT %s TO %s%s', granted.privilege, one.oid,
            COALESCE(pg_catalog.quote_ident(granted.grantee), 'PUBLIC'),
            CASE WHEN granted.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
        END LOOP;
      END IF;
    END LOOP;
  END $do$`;

function alreadyThere(): AlreadyThere {
  return new AlreadyThere(
    "The database has large objects already, and a restore never overwrites. Restore into an empty database.",
  );
}
