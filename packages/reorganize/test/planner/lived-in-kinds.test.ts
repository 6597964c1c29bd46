import { connectOnce } from "@deepiri/database";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { someOf } from "@deepiri/vitest/skip";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Target } from "../../src/catalog/with-target.js";
import { mappingSchema } from "../../src/plan/mapping.js";
import { grant } from "../../src/steps/grant/index.js";
import { stepKinds } from "../../src/steps/kinds.js";
import { record } from "../../src/steps/record/index.js";
import { seed } from "../../src/steps/seed/index.js";
import { withGround } from "../fixture/apply-plan.js";
import { deedsByKind, sqlOf } from "../fixture/lived-in/deeds.js";
import { mapping, rowsSql, source, target } from "../fixture/lived-in/small-database.js";
import { thereAndBack } from "../fixture/lived-in/there-and-back.js";
import { planOn } from "../fixture/plan-on.js";
import { targetAt } from "../fixture/prove-kind.js";
import { withRoles } from "../fixture/with-roles.js";

// These need the tables of a whole workspace.
const kinds = stepKinds.filter((kind) => ![grant, record, seed].includes(kind));
const declared = mappingSchema.parse({ name: "test", ...mapping });

/** What is refused where it is done to a column that gets another type, and by what name. */
const refused: Readonly<Record<string, string>> = {
  "restrictive policy": "conversion",
  "policy of itself": "conversion",
  "trigger of replicas": "Steps change rows of these tables, and rollback restores the",
  "trigger that always fires": "Steps change rows of these tables, and rollback restores the",
  "deferred unique": "deferrable rule",
  "exclusion constraint": "conversion",
  "exclusion of ranges": "deferrable rule",
  "generated column of another": "conversion",
  "extra column of a table's name": "names an object",
  "extra column of its own rows": "rows within rows",
  "typed table": "rows within rows",
  "invalid index": "index not finished",
  "not null that is not validated": "not null not validated",
  "rule of updates": "rule on writes",
  "event trigger that writes": "event trigger",
  "event trigger that refuses": "event trigger",
  "event trigger that grants": "event trigger",
  "key with a column of others": "key of others",
  "computed column of the target": "computed",
  "view of two tables of one": "conversion",
  "view of a function's rows": "conversion",
  "publication of a column": "column read",
  "heir of a table": "inherits",
  "replica identity of nothing": "rows not known",
  "replica identity of others": "rows known by others",
  "name of the target": "name taken",
  "index of the target's name": "name taken",
  "words of the target": "name taken",
  "many columns": "too wide",
  "many columns that were dropped": "too wide",
  "default that finds its sequence by a text": "step refused",
  "extra column of a domain that is not validated": "domain not validated",
  "foreign key to a column of others": "column read",
  "table of a catalog": "step refused",
  "view that checks": "column read",
  "view that joins by name": "column read",
  "materialized view of nothing": "conversion",
  "function with a parsed body": "conversion",
};

const rows = {
  "public.users": [
    ["1", "'a'", "'a@x'", "NULL", "'n'"],
    ["2", "'b'", "NULL", "'2024-02-29'", "NULL"],
  ],
  'public."Items"': [
    ["1", "1", "'OPEN'", "1.5", "'null'", "'2024-01-01'", `'{"b":1,  "a":1}'`],
    ["2", "3", "'odd'", "-3", "NULL", "NULL", "NULL"],
  ],
  "stock.items": [
    ["2", "1", "'open'", "1.239", "'{}'", "NULL"],
    ["4", "2", "NULL", "7", "NULL", "'infinity'"],
  ],
};

interface Outcome {
  readonly refusal: string | undefined;
  /** What older servers have not. */
  readonly leftOut: ReadonlySet<string>;
}

/** One in so many, and where sweeps are asked for as many again, or more. */
function some<Case>(cases: readonly Case[], oneIn: number): readonly Case[] {
  const few = cases.filter((_, at) => at % oneIn === 0);
  return someOf(cases, few, Math.max(few.length, 4));
}

let place: EmptyDatabase;
let goal: Target;
beforeAll(async () => {
  place = await createEmptyDatabase("target");
  const client = await connectOnce(place.url);
  await client.query(target).finally(() => client.end());
  goal = await targetAt(place.url);
});
afterAll(() => place.drop());

/** Does this to a table, one after the other, and reorganizes the database. */
const outcome = (deeds: readonly string[]): Promise<Outcome> =>
  withRoles(["reader", "writer"], async (roles) => {
    const leftOut = new Set<string>();
    const refusal = await thereAndBack({
      onCopy: (body) =>
        withGround(source, async ({ client, session }) => {
          await client.query(rowsSql(rows));
          const { rows: server } = await client.query("SHOW server_version_num");
          for (const what of deeds)
            await client
              .query(sqlOf({ what, table: 'public."Items"', column: "state" }, roles))
              .catch((error) => {
                if (Number(server[0].server_version_num) >= 180000) throw error;
                leftOut.add(what);
              });
          return body(session);
        }),
      plan: (copy) => planOn(copy, goal, { kinds, mapping: declared }),
    });
    return { refusal, leftOut };
  });

describe("what others did to a table goes there and back to the last byte:", () => {
  it.each(some(Object.entries(deedsByKind), 2))("%s", { timeout: 120_000 }, async (_, deeds) => {
    const carried = deeds.filter((what) => !(what in refused));
    expect((await outcome(carried)).refusal).toBeUndefined();
  });
});

describe("what cannot is refused by its name before anything is changed:", () => {
  const cases = Object.entries(refused).map(([what, name]) => ({ what, name }));
  it.for(some(cases, 4))("$what", { timeout: 60_000 }, async ({ what, name }, { skip }) => {
    const { refusal, leftOut } = await outcome([...(needed[what] ?? []), what]);
    skip(leftOut.has(what), "the server is older than this");
    expect(refusal).toBe(name);
  });
});

/** What is done first, for that which is about another. */
const needed: Readonly<Record<string, readonly string[]>> = {
  "trigger of replicas": ["trigger"],
  "trigger that always fires": ["trigger"],
};
