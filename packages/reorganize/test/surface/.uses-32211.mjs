import { apply, plan, RefusedError, rollback, status, verify } from "@deepiri/reorganize";

const url = process.argv[2];
const events = new Set();
const onEvent = ({ kind }) => events.add(kind);
const before = (await status(url)) ?? null;
const made = await plan(url);
const outcomes = [await apply(url, made, { onEvent }), await apply(url, made)];
const { ok } = await verify(url);
const { stage } = await status(url);
const { left } = await rollback(url);
const after = (await status(url)) ?? null;
const refused = await rollback(url).catch((error) => error instanceof RefusedError && error.name);
console.log(
  JSON.stringify({ before, outcomes, events: [...events], ok, stage, left, after, refused }),
);
