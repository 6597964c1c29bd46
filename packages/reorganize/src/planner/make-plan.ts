import { readStamp } from "@deepiri/observer";
import { definitionsFingerprint } from "@deepiri/workspace";
import { checkPrivileges } from "../catalog/check-privileges.js";
import { fingerprintOf, fingerprintSchema } from "../catalog/observer/fingerprint.js";
import { observe } from "../catalog/observer/observe.js";
import { objectsOf, observationOf, structureOf } from "../catalog/target-facts.js";
import { withScratch } from "../catalog/with-scratch.js";
import { withTarget } from "../catalog/with-target.js";
import { decide } from "../findings/decide/decide.js";
import { OpenDecisionsError } from "../findings/open-decisions-error.js";
import { askProjections, withoutAsked } from "../findings/projected/ask-projections.js";
import { askUnused } from "../findings/projected/ask-unused.js";
import { askValues } from "../findings/projected/ask-values.js";
import { readInventory } from "../findings/take-inventory.js";
import { readUnderway } from "../ledger/plan.js";
import type { Mapping } from "../plan/mapping.js";
import type { Plan } from "../plan/plan.js";
import { putDecided } from "../plan/put-decided.js";
import type { ObjectName } from "../plan/subject.js";
import type { UnmanagedObject } from "../plan/unmanaged-object.js";
import { readWorkspaceMapping } from "../plan/workspace-mapping.js";
import { ahead } from "../session/ahead.js";
import type { Queryable } from "../session/queryable.js";
import { reading } from "../session/read-only.js";
import { RefusedError } from "../session/refused-error.js";
import type { Session } from "../session/session.js";
import { withSession } from "../session/with-session.js";
import { askLosses } from "./ask-losses.js";
import { askOverlong } from "./ask-overlong.js";
import { askRespelled } from "./ask-respelled.js";
import { readMaking } from "./copy-schema.js";
import { copySource } from "./copy-source.js";
import { countLosses } from "./count-losses.js";
import { SchemaChangedError, UnderwayError } from "./errors.js";
import { foreseenOf } from "./foresee.js";
import type { PlannedSteps } from "./plan-steps.js";
import { askIndexes } from "./projections/ask-indexes.js";
import { readOnCopy } from "./projections/read-on-copy.js";
import { shapeChangesOf } from "./projections/shape-changes-of.js";
import { realEstimates, rowsOf } from "./real-estimates.js";
import { tryOut } from "./try-out.js";
import { unmanagedObjects } from "./unmanaged-objects.js";
import { warningsOf } from "./warnings.js";

export interface PlanOptions {
  /** Which of the workspace's databases it is to become; the default one if left out. */
  readonly database?: string;
  /** The decisions that no catalog can make; those of the workspace if left out. */
  readonly mapping?: Mapping;
  /** Rows of each table that the steps are tried on, before those that they lead to; 200 if left out. */
  readonly sampleRows?: number;
  /** Called with what is being done. */
  readonly onProgress?: (what: string) => void;
}

/**
 * Plans how the database of `url` comes to the target. The steps are made by doing them on a scratch
 * copy of its schema with some of its rows, and are undone there, before there is a plan. The database
 * itself is only read.
 *
 * @throws OpenDecisionsError when the mapping does not decide every finding
 * @throws RehearsalError when undoing the steps does not restore the copy
 */
export async function makePlan(url: string, options: PlanOptions = {}): Promise<Plan> {
  const { sampleRows = 200, onProgress = () => {} } = options;
  await checkPlannable(url, options.database);
  const seeing = ahead(reading(url, see));
  onProgress("Building the target in a scratch database");
  return withTarget(url, options.database, async (target) => {
    const [declared, { observed, stamp }] = await Promise.all([
      options.mapping ?? readWorkspaceMapping(target.database),
      seeing,
    ]);
    const making = ahead(readMaking(url));
    const mapping = putDecided(declared);
    const source = fingerprintOf(observed);
    const checkUnchanged = () => checkSchema(url, { stamp, fingerprint: source });
    const {
      report,
      source: catalog,
      projected,
    } = await readInventory(url, target, {
      mapping,
      onProgress,
    });
    const { decisions, unmanaged, open } = decide(report, catalog, target, mapping, projected);
    const asked = await askProjections(projected, { source: catalog, target, mapping });
    const values = await reading(url, (reader) => askValues(reader, catalog, mapping));
    const undecided = [...open, ...asked, ...values];
    if (undecided.length > 0 && projected.projections.length === 0)
      throw new OpenDecisionsError(undecided);
    ahead(structureOf(target));
    ahead(observationOf(target));
    onProgress("Copying the schema and some rows to a scratch database");
    const planned = await withScratch(url, async (copy) => {
      const known = { objects: observed, catalog };
      const copied = await copySource(url, copy, sampleRows, known, making).catch(async (cause) => {
        await checkUnchanged();
        throw cause;
      });
      const readable = withoutAsked(projected, asked);
      const read = await readOnCopy(copy, target, readable, mapping);
      const unused = askUnused(read, projected, mapping);
      const all = [...undecided, ...unused, ...askIndexes(read)];
      if (all.length > 0) throw new OpenDecisionsError(all);
      const start = { url: copy, observed: copied, read };
      return tryOut(start, target, mapping, onProgress, {
        ask: ({ losing, sources }) =>
          Promise.all([
            countLosses(url, catalog, losing, sources),
            reading(url, async (reader) => [
              ...(await askOverlong(reader, catalog, target.catalog, sources)),
              ...(await askRespelled(reader, catalog, target.catalog, sources)),
            ]),
          ]),
        foresee: (end) => foreseenOf(observed, end),
      });
    });
    await checkUnchanged();
    const [{ losses, unchecked }, inTheWay] = planned.asked;
    const lost = [...inTheWay, ...askLosses(losses, target.catalog, mapping)];
    if (lost.length > 0) throw new OpenDecisionsError(lost);
    const real = rowsOf(report.tables);
    const shapeChanges = shapeChangesOf({ projected, real, ...planned }, mapping);
    const { steps, sources } = realEstimates(planned, real, planned.copied, shapeChanges?.tried);
    return {
      format: 1,
      database: report.database,
      source,
      target: definitionsFingerprint(target.database.packages),
      targetDatabase: target.database.name,
      steps,
      sources,
      ...shapesOf(planned),
      losses,
      ...(shapeChanges && { shapeChanges }),
      ...(planned.lostRules.length > 0 && { lostRules: planned.lostRules }),
      foreseen: planned.foreseen,
      pgDump: planned.pgDump,
      decisions,
      unmanaged: withObjects(unmanaged, unmanagedObjects(report.objects, await objectsOf(target))),
      warnings: [
        ...planned.access,
        ...planned.refused,
        ...warningsOf(
          steps,
          sources,
          report,
          shapeChanges?.tables.map(({ table }) => table),
        ),
        ...planned.changes,
        ...unchecked,
      ],
    };
  });
}

/** What a plan holds of projections, if there are any. */
function shapesOf({ projections, retired }: PlannedSteps): Pick<Plan, "projections" | "retired"> {
  return projections.length === 0 ? {} : { projections, retired };
}

/** A finding says more of an object than that it is there. */
function withObjects(
  found: readonly UnmanagedObject[],
  objects: readonly UnmanagedObject[],
): UnmanagedObject[] {
  const isFound = ({ kind, name }: ObjectName): boolean =>
    found.some(({ object }) => object.kind === kind && object.name === name);
  return [...found, ...objects.filter(({ object }) => !isFound(object))];
}

async function checkPlannable(url: string, database: string | undefined): Promise<void> {
  await withSession(url, async (session) => {
    await checkEncoding(session);
    await checkPrivileges(session, database);
    const underway = await readUnderway(session);
    if (underway) throw new UnderwayError(session.displayUrl, underway.stage);
  });
}

// What is read and written is not all to be said in another encoding.
async function checkEncoding(session: Session): Promise<void> {
  const [server] = await session.query<{ encoding: string }>(
    "SELECT pg_catalog.current_setting('server_encoding') AS encoding",
  );
  if (server?.encoding === "UTF8") return;
  throw new RefusedError(
    `${session.displayUrl} has the encoding ${server?.encoding}, and the target is UTF8: nothing can be planned in it. ` +
      "Nothing was done. Restore a dump of it, made with pg_dump --encoding=UTF8, into a database WITH (ENCODING 'UTF8', TEMPLATE template0), and plan for that one.",
    { next: ["plan"] },
  );
}

async function see(reader: Queryable) {
  return { observed: await observe(reader), stamp: await readStamp(reader) };
}

/** What was there, and may be there still. */
interface Seen {
  readonly stamp: string;
  readonly fingerprint: string;
}

async function checkSchema(url: string, { stamp, fingerprint }: Seen): Promise<void> {
  if ((await reading(url, readStamp)) === stamp) return;
  // Programs make temporary tables, and the server keeps house.
  if ((await fingerprintSchema(url)) === fingerprint) return;
  throw new SchemaChangedError();
}
