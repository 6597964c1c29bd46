import { expect, it } from "vitest";
import type { Step } from "../../src/plan/step.js";
import { readAlwaysFired, refuseAlwaysFired } from "../../src/planner/always-fired.js";
import { withGround } from "../fixture/apply-plan.js";

const database = `
  CREATE TABLE public."Old Tasks" (id int); CREATE TABLE public.log (id int);
  CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.log VALUES (NEW.id); RETURN NEW; END';
  CREATE TRIGGER "log it" AFTER UPDATE ON public."Old Tasks" FOR EACH ROW EXECUTE FUNCTION public.note();
  CREATE TRIGGER usual AFTER UPDATE ON public."Old Tasks" FOR EACH ROW EXECUTE FUNCTION public.note();
  CREATE TRIGGER elsewhere AFTER UPDATE ON public.log FOR EACH ROW EXECUTE FUNCTION public.note();
  CREATE RULE also AS ON DELETE TO public."Old Tasks" DO ALSO INSERT INTO public.log VALUES (OLD.id);
  ALTER TABLE public."Old Tasks" ENABLE ALWAYS TRIGGER "log it", ENABLE REPLICA RULE also;
  ALTER TABLE public.log ENABLE ALWAYS TRIGGER elsewhere`;

const sources = [
  { from: "public.Old Tasks", to: "app.tasks", columns: {}, merged: false, rows: 0 },
];

function step(forward: Step["forward"]): Step {
  const id = { kind: "repair", action: "try" };
  return {
    id,
    table: "app.tasks",
    forward,
    inverse: [],
    lock: "none",
    hazards: [],
    rows: 0,
    seconds: 0,
  };
}

it("refuses triggers and rules that would fire while rows are changed silently, with the statements to choose", () =>
  withGround(database, async ({ session, client }) => {
    const silent = [step({ how: "batches", first: "", next: "", silent: true })];
    const refuse = async () => refuseAlwaysFired(await readAlwaysFired(session), silent, sources);
    const { message } = await refuse().then(
      () => new Error("nothing was refused"),
      (error: Error) => error,
    );
    expect(message).toContain(
      'rule also of public.Old Tasks (ENABLE REPLICA), trigger "log it" of public.Old Tasks (ENABLE ALWAYS)',
    );
    expect(message).not.toMatch(/usual|elsewhere/);
    // The choice that is offered is one.
    await client.query(message.slice(message.indexOf("ALTER TABLE")));
    await expect(refuse()).resolves.toBeUndefined();
  }));

it("leaves them alone where no step changes rows silently", () =>
  withGround(database, async ({ session }) => {
    const loud = [step({ how: "transaction", sql: [] })];
    expect(() => refuseAlwaysFired([], loud, sources)).not.toThrow();
    const fired = await readAlwaysFired(session);
    expect(fired).toHaveLength(3);
    expect(() => refuseAlwaysFired(fired, loud, sources)).not.toThrow();
  }));
