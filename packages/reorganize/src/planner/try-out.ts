import { findPgDump } from "@deepiri/database";
import type { Observation } from "@deepiri/observer";
import { readDump } from "../catalog/dump/read-dump.js";
import { observe } from "../catalog/observer/observe.js";
import { readCatalog } from "../catalog/read-catalog.js";
import { readUniqueRules } from "../catalog/read-unique-rules.js";
import type { Target } from "../catalog/with-target.js";
import { OpenDecisionsError } from "../findings/open-decisions-error.js";
import type { Foreseen } from "../plan/foreseen.js";
import type { LostRule } from "../plan/lost-rule.js";
import type { Mapping } from "../plan/mapping.js";
import type { Warning } from "../plan/warning.js";
import type { Projection } from "../projection/projection.js";
import { ahead } from "../session/ahead.js";
import type { Session } from "../session/session.js";
import { withSession } from "../session/with-session.js";
import { stepKinds } from "../steps/kinds.js";
import { readAccessBefore, readAccessChanges } from "./access/watch-access.js";
import { accountFor } from "./accounting/account-for.js";
import { readAlwaysFired, refuseAlwaysFired } from "./always-fired.js";
import { askBrokenWrites } from "./ask-broken-writes.js";
import { brokenWrites, readWrites } from "./compare-writes.js";
import { comparedOtherwise, readLooseColumns } from "./compared-otherwise.js";
import { explainFailure } from "./explain-failure.js";
import type { End } from "./foresee.js";
import { readLostRules } from "./lost-rules.js";
import { compareOutcomes } from "./old-names/compare-outcomes.js";
import { readOldNames, tryStatements } from "./old-names/try-statements.js";
import { type PlannedSteps, planSteps } from "./plan-steps.js";
import { type Made, readTried } from "./projections/read-tried.js";
import { type Rows, rowsOf } from "./real-estimates.js";
import { type Rehearsed, readState, rehearseRollback } from "./rehearse.js";

/** The steps, and what was seen while they were done on a copy and undone. */
export interface TriedSteps extends PlannedSteps, Rehearsed {
  /** Rows of the copy's tables before the first step. */
  readonly copied: Rows;
  readonly access: readonly Warning[];
  /** What fails on old names. */
  readonly refused: readonly Warning[];
  /** What hung on tables and is not as it was. */
  readonly changes: readonly Warning[];
  readonly lostRules: readonly LostRule[];
  /** The projections as they were read before the first step, and what they made. */
  readonly read: readonly Projection[];
  readonly made: readonly Made[];
}

/** What is done while the server works on the copy. */
interface Meanwhile<Asked> {
  /** What is asked of the database itself once the steps are known. */
  readonly ask: (planned: PlannedSteps) => Promise<Asked>;
  /** What is worked out from the copy after the last step, while the steps are undone. */
  readonly foresee: (end: End) => Foreseen;
}

/** A scratch copy as it was made, and what was observed of it. */
interface Copy {
  readonly url: string;
  readonly observed: Observation;
  readonly read: readonly Projection[];
}

/** Makes the steps by doing them on the copy, and undoes them there. */
export async function tryOut<Asked>(
  { url: copy, observed, read }: Copy,
  target: Target,
  mapping: Mapping,
  onProgress: (what: string) => void,
  { ask, foresee }: Meanwhile<Asked>,
): Promise<TriedSteps & { readonly asked: Asked; readonly foreseen: Foreseen }> {
  return withForgetful(copy, async (session) => {
    const by = await findPgDump(session);
    // It reads while we do; from the first step on it would stand in the way.
    const dumping = readDump(by, copy);
    const start = await readState(session, observed);
    const catalog = await readCatalog(session);
    const rules = await readUniqueRules(session);
    const explain = (cause: Error) => explainFailure(session, cause);
    const [writes, access] = await Promise.all([
      readWrites(copy, catalog),
      readAccessBefore(session, target.database.name),
    ]);
    const fired = await readAlwaysFired(session);
    const loose = await readLooseColumns(session);
    const printed = { by, start: await dumping };
    onProgress("Trying the steps on the scratch copy");
    const planned = await planSteps(session, target, mapping, stepKinds, catalog).catch(explain);
    refuseAlwaysFired(fired, planned.steps, planned.sources);
    const asking = ahead(ask(planned));
    const made = await readTried(session, read);
    onProgress("Writing as programs do");
    const end = await readCatalog(session);
    const [broken, objects] = await Promise.all([
      brokenWrites(copy, writes, end, planned.sources),
      observe(session),
    ]);
    if (broken.length > 0) throw new OpenDecisionsError(askBrokenWrites(broken));
    const lostRules = await readLostRules(session, { catalog, rules }, end, planned.sources);
    const { changes: changed, after: accessAfter } = await readAccessChanges(
      session,
      access,
      planned,
    );
    const before = { objects: start.objects, catalog };
    const after = { objects, catalog: end };
    const changes = [
      ...(await accountFor(before, after, target, planned.sources)),
      ...comparedOtherwise(loose, await readLooseColumns(session), end, planned.sources),
    ];
    const names = await readOldNames(session, catalog);
    const outcomes = await tryStatements(session, names);
    onProgress("Undoing the steps on the scratch copy");
    const undoing = ahead(rehearseRollback(session, planned.steps, start, printed));
    const foreseen = foresee({ objects, access: accessAfter });
    const rehearsed = await undoing.catch(explain);
    // What was restored is what there was before the first step.
    const refused = compareOutcomes(await tryStatements(session, names), outcomes);
    onProgress("Counting the rows that leave programs' sight");
    return {
      ...planned,
      ...rehearsed,
      asked: await asking,
      foreseen,
      copied: rowsOf(catalog.tables.values()),
      access: changed,
      refused,
      changes,
      lostRules,
      read,
      made,
    };
  });
}

// After a crash nobody asks for the copy, so no commit has to wait for the disk.
function withForgetful<Result>(
  copy: string,
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  return withSession(copy, (session) =>
    session.whilePrepared(
      async (client) => {
        await client.query("SET synchronous_commit = off");
      },
      () => body(session),
    ),
  );
}
