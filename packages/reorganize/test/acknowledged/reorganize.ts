import { applyPlan } from "../../src/lifecycle/apply.js";
import { rollBack } from "../../src/lifecycle/rollback.js";
import { readPlan } from "../../src/plan/plan-file.js";
import { Session } from "../../src/session/session.js";
import { kindNames } from "../../src/steps/kinds.js";

// Applies a plan, or rolls it back, in a process that may be killed, and tells of every event in a line.
const [verb, url = "", plan = ""] = process.argv.slice(2);
const session = new Session(url);
const options = {
  batchSize: 7,
  onEvent: ({ kind }: { readonly kind: string }) => void process.stdout.write(`${kind}\n`),
};
if (verb === "apply") await applyPlan(session, readPlan(plan, kindNames), options);
else await rollBack(session, options);
await session.end();
