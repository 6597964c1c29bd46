import { quoteTable } from "@deepiri/database";
import { ownSchema } from "../catalog/own-schema.js";
import { ownFunction } from "./own-function.js";
import { ownName } from "./own-name.js";
import { verifiedSql } from "./verified.js";

/** SQL names of what a projection keeps in our schema. */
export interface LineageNames {
  /** Which row of the target is made of which unit: a row for each row that it made. */
  readonly lineage: string;
  /** Composite type of a unit, and of a row of the query. */
  readonly unit: string;
  readonly row: string;
  /** Units that a fill walks along, numbered. */
  readonly staged: string;
  /** Function that brings the target in step with units. */
  readonly project: string;
  /** Function that gives all rows of many units. */
  readonly evaluate: string;
  /** Function that only records which rows of the target units stand for. */
  readonly adopt: string;
  /** Function that brings the target in step with the next batch. */
  readonly fill: string;
  /** Function that deletes what the projection has made, a batch at a time. */
  readonly drain: string;
}

/** The names of what is kept for a projection. */
export function lineageNames(projection: string): LineageNames {
  const own = (what: string): string => quoteTable(ownSchema, ownName(what, projection));
  return {
    lineage: own("lineage of"),
    unit: own("unit of"),
    row: own("row of"),
    staged: own("units of"),
    project: ownFunction(`project ${projection}`),
    evaluate: ownFunction(`evaluate ${projection}`),
    adopt: ownFunction(`adopt ${projection}`),
    fill: ownFunction(`fill ${projection}`),
    drain: ownFunction(`drain ${projection}`),
  };
}

/** Units of which the target has no row, or not as their query says, with the reason. */
export const unprojected = `${ownSchema}.unprojected`;

/** Units that go into the target as soon as a row that they refer to is there, or as one that is in the way is gone. */
export const waiting = `${ownSchema}.waiting`;

/** Units of rows that a statement is about to change, until it has ended. */
export const touched = `${ownSchema}.touched`;

/** SQL name of the function that brings units of any projection in step. */
export const projectAny = ownFunction("project");

/**
 * A setting that holds, while projections follow from a write, the tables that are written already: what leads
 * back to one of them is only recorded. With `everywhere` in it that is so for all.
 */
export const written = "reorganize.written";

export const everywhere = "*";

/** A setting that tells the triggers of users that a row is projected: it holds the secret, which no program knows. */
export const projecting = "reorganize.projecting";

export const projectingSecret = `${ownSchema}.projecting`;

/** SQL name, as the server prints it, of the function that says whether it is so. */
export const isProjecting = `${ownSchema}.is_projecting`;

// Triggers call it for whoever writes.
const projectingSql = [
  `CREATE TABLE IF NOT EXISTS ${projectingSecret} (secret text PRIMARY KEY)`,
  `INSERT INTO ${projectingSecret} SELECT pg_catalog.gen_random_uuid() WHERE NOT EXISTS (SELECT FROM ${projectingSecret})`,
  `CREATE OR REPLACE FUNCTION ${isProjecting}() RETURNS boolean
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
   AS $reorganize$
   DECLARE
     _given text := pg_catalog.current_setting('${projecting}', true);
   BEGIN
     IF COALESCE(_given, '') = '' THEN RETURN false; END IF;
     RETURN EXISTS (SELECT FROM ${projectingSecret} WHERE secret = _given);
   END $reorganize$`,
  `GRANT EXECUTE ON FUNCTION ${isProjecting}() TO PUBLIC`,
];

/** SQL that makes the tables all projections share. */
export const lineageSql = [
  `CREATE TABLE IF NOT EXISTS ${unprojected} (
    projection text NOT NULL, unit jsonb NOT NULL, state text NOT NULL, reason text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (projection, unit))`,
  `CREATE TABLE IF NOT EXISTS ${waiting} (
    parent text NOT NULL, key jsonb NOT NULL, projection text NOT NULL, unit jsonb NOT NULL,
    PRIMARY KEY (parent, key, projection, unit))`,
  `CREATE INDEX IF NOT EXISTS waiting_by_unit ON ${waiting} (projection, unit)`,
  `CREATE TABLE IF NOT EXISTS ${touched} (
    transaction xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id(), source text NOT NULL, projection text NOT NULL, unit jsonb NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS touched_by ON ${touched} (transaction, source, projection)`,
  ...projectingSql,
  ...verifiedSql,
];
