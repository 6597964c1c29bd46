import type { Queryable } from "../../session/queryable.js";
import { reading } from "../../session/read-only.js";
import { type Extension, readExtensions } from "./read-extensions.js";
import { type Grant, readGrants } from "./read-grants.js";
import { type Publication, readPublications } from "./read-publications.js";
import { type Routine, readRoutines } from "./read-routines.js";
import { readSequences, type Sequence } from "./read-sequences.js";
import { readTriggers, type Trigger } from "./read-triggers.js";
import { readViews, type View } from "./read-views.js";

/** What a database holds beside tables and enum types; what extensions brought is left out. */
export interface Objects {
  readonly triggers: readonly Trigger[];
  readonly views: readonly View[];
  readonly routines: readonly Routine[];
  readonly sequences: readonly Sequence[];
  readonly publications: readonly Publication[];
  readonly extensions: readonly Extension[];
  readonly grants: readonly Grant[];
}

/** Reads them all, in as many queries as there are kinds. */
export async function readObjects(reader: Queryable): Promise<Objects> {
  return {
    triggers: await readTriggers(reader),
    views: await readViews(reader),
    routines: await readRoutines(reader),
    sequences: await readSequences(reader),
    publications: await readPublications(reader),
    extensions: await readExtensions(reader),
    grants: await readGrants(reader),
  };
}

/** The same of the database at this URL. */
export function objectsAt(url: string): Promise<Objects> {
  return reading(url, readObjects);
}
