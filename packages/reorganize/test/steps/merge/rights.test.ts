import { expect, it } from "vitest";
import { merge } from "../../../src/steps/merge/index.js";
import { prepare } from "../../../src/steps/prepare/index.js";
import { reshape } from "../../../src/steps/reshape/index.js";
import { asRole, refused } from "../../fixture/as-role.js";
import { liveThrough } from "../../fixture/live-through.js";
import { planKinds } from "../../fixture/prove-kind.js";
import { withRoles } from "../../fixture/with-roles.js";

const kinds = [prepare, merge, reshape];
const target = `CREATE SCHEMA cyrex;
  CREATE TABLE cyrex.agents (id int PRIMARY KEY, title text, secret text, updated_at timestamp)`;
const mapping = {
  tables: {
    "cyrex.agents": [
      { table: "cyrex.agents", having: [], lacking: [], rename: {} },
      { table: "public.agents", having: [], lacking: [], rename: { name: "title" } },
    ],
  },
};
const twins = `CREATE SCHEMA cyrex;
  CREATE TABLE cyrex.agents (id int PRIMARY KEY, title text, secret text, updated_at timestamp);
  CREATE TABLE public.agents (id int PRIMARY KEY, name text, secret text, updated_at timestamp);
  INSERT INTO cyrex.agents VALUES (1, 'Ann'); INSERT INTO public.agents VALUES (2, 'Bob')`;

const patience = { timeout: 60_000 };

it("lets whoever works with a twin go on with the survivor, and takes it back", patience, () =>
  withRoles(["owner", "clerk", "stranger"], async ({ owner, clerk, stranger }) => {
    await liveThrough({
      source: `${twins}; ALTER TABLE public.agents OWNER TO "${owner}";
        GRANT SELECT (id, name), UPDATE (name) ON public.agents TO "${clerk}"`,
      target,
      kinds,
      mapping,
      look: async (ground, moment) => {
        const both = moment === "finalized" || moment === "after cut over public.agents";
        const names = [
          ...(moment === "finalized" ? [] : [["public.agents", "name"]]),
          ...(both ? [["cyrex.agents", "title"]] : []),
        ];
        for (const [table, column] of names) {
          const seen = {
            owner: await asRole(
              ground,
              owner,
              `UPDATE ${table} SET ${column} = ${column} WHERE id = 2 RETURNING id`,
            ),
            clerk: await asRole(
              ground,
              clerk,
              `UPDATE ${table} SET ${column} = ${column} WHERE id = 2 RETURNING id`,
            ),
            secret: await asRole(ground, clerk, `SELECT secret FROM ${table}`),
            stranger: await asRole(ground, stranger, `SELECT id FROM ${table}`),
          };
          const done = [{ id: 2 }];
          expect({ table, moment, seen }).toEqual({
            table,
            moment,
            seen: { owner: done, clerk: done, secret: refused, stranger: refused },
          });
        }
        if (!both) expect(await asRole(ground, owner, "SELECT id FROM cyrex.agents")).toBe(refused);
      },
    });
  }),
);

it("leaves rights on columns that were there, when it revokes one on the table", patience, () =>
  withRoles(["reader"], async ({ reader }) => {
    const steps = await liveThrough({
      source: `${twins}; CREATE VIEW public.names AS SELECT name FROM public.agents;
        GRANT USAGE ON SCHEMA cyrex TO "${reader}"; GRANT SELECT (id) ON public.agents TO "${reader}";
        GRANT SELECT ON cyrex.agents TO "${reader}"`,
      target,
      kinds,
      mapping,
      look: async (ground, moment) => {
        const read = "SELECT id, title FROM cyrex.agents WHERE id = 1";
        const seen = await asRole(ground, reader, read);
        expect({ moment, seen }).toEqual({ moment, seen: [{ id: 1, title: "Ann" }] });
      },
    });
    // The survivor itself takes the place of the twin.
    expect(steps.map(({ id }) => `${id.action} ${id.on}`)).toContain("cut over cyrex.agents");
  }),
);

it("refuses to show rows that a twin's policies hide, with the choices", async () => {
  const guarded = `${twins}; ALTER TABLE public.agents ENABLE ROW LEVEL SECURITY`;
  const planned = planKinds({ source: guarded, target, kinds, mapping });
  await expect(planned).rejects.toMatchObject({
    name: "OpenDecisionsError",
    open: [
      {
        on: { table: "public.agents" },
        question: { code: "hidden rows", survivor: "cyrex.agents" },
        choices: [{ answer: { code: "run first" } }],
      },
    ],
  });
});

it("says whose policies hold, and who cannot read by the old name", () =>
  withRoles(["clerk"], async ({ clerk }) => {
    const { steps } = await planKinds({
      source: `${twins}; ALTER TABLE cyrex.agents ENABLE ROW LEVEL SECURITY;
        GRANT SELECT (id) ON public.agents TO "${clerk}"`,
      target,
      kinds,
      mapping,
    });
    expect(steps.flatMap(({ hazards }) => hazards)).toEqual(
      expect.arrayContaining([
        { code: "row security", table: "public.agents", survivor: "cyrex.agents" },
        { code: "view refuses roles", table: "public.agents", roles: [clerk] },
      ]),
    );
  }));
