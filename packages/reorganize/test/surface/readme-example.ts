import { apply, plan, rollback, verify } from "@deepiri/reorganize";

const url = process.env.DATABASE_URL ?? "";
const made = await plan(url); // tested on a scratch copy, forward and back
await apply(url, made, { onEvent: ({ kind }) => console.log(kind) });
if (!(await verify(url)).ok) await rollback(url);
