import { isConnectionLost } from "@deepiri/database/session";
import { observedDifferences } from "@deepiri/observer";
import { buildMessyDatabase } from "@deepiri/reorganize-demo";
import { expect } from "vitest";
import {
  readUserObjects,
  type UserObjects,
  userObjectActions,
} from "../../src/catalog/delta/user-objects.js";
import { readUnderway } from "../../src/ledger/plan.js";
import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import type { Plan } from "../../src/plan/plan.js";
import { makePlan } from "../../src/planner/make-plan.js";
import { readState, type State } from "../../src/planner/rehearse.js";
import { ReorganizeError } from "../../src/session/errors.js";
import type { Session } from "../../src/session/session.js";
import { withSession } from "../../src/session/with-session.js";
import { verify } from "../../src/verify/verify.js";
import { onCloneOf } from "../fixture/on-clone.js";
import { DeadlySession, Killed, Reaper } from "./deadly-session.js";

/** Of the large tables, whose rows then come in three batches. */
const batchSize = 16;

/** A messy database to clone, what it was, what it is to become, and the plan. */
export interface Ground {
  readonly plan: Plan;
  /** How many messages an undisturbed run sends, of those that change something. */
  readonly messages: number;
  /** Runs `body` on a copy that is dropped after. */
  onClone(body: (url: string) => Promise<void>): Promise<void>;
  /** Fails unless the copy is what an undisturbed run makes of it, with all rows. */
  expectApplied(url: string): Promise<void>;
  /** Fails unless the copy is what it was, with all rows, and nothing of ours. */
  expectAsBefore(url: string): Promise<void>;
}

/** Fills the empty database at this URL, and plans. */
export async function prepareGround(url: string, messy: string): Promise<Ground> {
  await buildMessyDatabase(url, messy);
  const plan = await makePlan(url);
  const before = await withSession(url, readState);
  const onClone: Ground["onClone"] = (body) => onCloneOf(url, body);
  let applied: UserObjects | undefined;
  const watching = new Reaper({ deaths: [], picks: () => false });
  await onClone(async (clone) => {
    await applyDeadly(clone, plan, watching);
    applied = await readUserObjects(clone);
  });
  return {
    plan,
    messages: watching.messages,
    onClone,
    expectApplied: (clone) => expectApplied(clone, plan, applied as UserObjects),
    expectAsBefore: (clone) => expectAsBefore(clone, before),
  };
}

/** Applies, again each time it is killed. */
export function applyDeadly(url: string, plan: Plan, reaper: Reaper): Promise<void> {
  return untilAlive(url, reaper, (session) => applyPlan(session, plan, { batchSize }));
}

/** Rolls back, again each time it is killed. */
export function rollBackDeadly(url: string, reaper: Reaper): Promise<void> {
  return untilAlive(url, reaper, async (session) => {
    // Killed after its last message, it has come to its end.
    if (reaper.met > 0 && !(await withSession(url, readUnderway))) return;
    await rollBack(session, { batchSize });
  });
}

async function untilAlive(
  url: string,
  reaper: Reaper,
  live: (session: Session) => Promise<unknown>,
): Promise<void> {
  while (!(await survives(live(new DeadlySession(url, reaper)))));
}

/** Whether it came to its end, rather than was killed. */
async function survives(life: Promise<unknown>): Promise<boolean> {
  try {
    await life;
    return true;
  } catch (error) {
    // After many losses in a row it asks to be run again.
    const { cause } = error as Error;
    if (error instanceof Killed) return false;
    if (error instanceof ReorganizeError && cause !== undefined && isConnectionLost(cause))
      return false;
    throw error;
  }
}

/** Applies, and dies once. */
export function applyOnce(url: string, plan: Plan, reaper: Reaper): Promise<boolean> {
  return survives(applyPlan(new DeadlySession(url, reaper), plan, { batchSize }));
}

async function expectApplied(url: string, plan: Plan, applied: UserObjects): Promise<void> {
  const found = await withSession(url, (session) => verify(session, plan));
  expect(found.problems).toEqual([]);
  expect(found.tables.filter(({ ok }) => !ok)).toEqual([]);
  expect(found.ok).toBe(true);
  expect(statements(await readUserObjects(url), applied)).toEqual([]);
}

async function expectAsBefore(url: string, before: State): Promise<void> {
  const { objects, rows } = await withSession(url, readState);
  expect(observedDifferences(before.objects, objects)).toEqual([]);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(before.rows));
  const ours = "SELECT pg_catalog.to_regnamespace('_reorganize') IS NOT NULL AS there";
  expect(await withSession(url, (session) => session.query(ours))).toEqual([{ there: false }]);
}

function statements(from: UserObjects, to: UserObjects): string[] {
  return userObjectActions(from, to).map(({ sql }) => sql);
}
