import { applyGrants } from "@deepiri/schema-engine";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { beforeAll, expect, it } from "vitest";
import { grant } from "../../../src/steps/grant/index.js";
import { prepare } from "../../../src/steps/prepare/index.js";
import { relocate } from "../../../src/steps/relocate/index.js";
import { reshape } from "../../../src/steps/reshape/index.js";
import { type Ground, withGround } from "../../fixture/apply-plan.js";
import { asRole, refused } from "../../fixture/as-role.js";
import { liveThrough } from "../../fixture/live-through.js";
import { planKinds } from "../../fixture/prove-kind.js";
import { withRoles } from "../../fixture/with-roles.js";

// Whatever builds the target makes the packages' roles on the server.
beforeAll(() =>
  withGround("", async ({ client }) => {
    await applyGrants(client, findDatabase(readWorkspace(import.meta.dirname)));
  }),
);

const patience = { timeout: 60_000 };
const kinds = [prepare, relocate, reshape, grant];
const target = `CREATE SCHEMA cyrex;
  CREATE TABLE cyrex.agents (agent_id text PRIMARY KEY, title text NOT NULL, secret text, made date DEFAULT '2026-01-01')`;
const mapping = {
  tables: {
    "cyrex.agents": [
      { table: "public.agents", having: [], lacking: [], rename: { name: "title" } },
    ],
  },
};
const agents = `CREATE TABLE public.agents (agent_id text PRIMARY KEY, name text NOT NULL, secret text);
  INSERT INTO public.agents VALUES ('a', 'Ann', 'x'), ('b', 'Bob', 'y')`;

/** The names that the table has just now, each with what the old column `name` is called there. */
async function namesOf({ rows }: Ground): Promise<[table: string, column: string][]> {
  const names = [
    ["public.agents", "name"],
    ["cyrex.agents", "title"],
  ] as const;
  const found = await rows(
    "SELECT to_regclass('public.agents') AS old, to_regclass('cyrex.agents') AS new",
  );
  return names.filter((_, at) => Object.values(found[0] ?? {})[at] !== null).map((one) => [...one]);
}

it("goes on with rights on single columns, by the old name and the new one", patience, () =>
  withRoles(["clerk", "stranger"], async ({ clerk, stranger }) => {
    await liveThrough({
      source: `${agents};
        GRANT SELECT (agent_id, name), UPDATE (name) ON public.agents TO "${clerk}"`,
      target,
      kinds,
      mapping,
      look: async (ground, moment) => {
        for (const [table, column] of await namesOf(ground)) {
          const seen = {
            read: await asRole(ground, clerk, `SELECT ${column} AS name FROM ${table} ORDER BY 1`),
            written: await asRole(
              ground,
              clerk,
              `UPDATE ${table} SET ${column} = ${column} WHERE agent_id = 'a' RETURNING agent_id`,
            ),
            secret: await asRole(ground, clerk, `SELECT secret FROM ${table}`),
            deleted: await asRole(ground, clerk, `DELETE FROM ${table}`),
            other: await asRole(ground, stranger, `SELECT agent_id FROM ${table}`),
          };
          expect({ table, moment, seen }).toEqual({
            table,
            moment,
            seen: {
              read: [{ name: "Ann" }, { name: "Bob" }],
              written: [{ agent_id: "a" }],
              secret: refused,
              deleted: refused,
              other: refused,
            },
          });
        }
      },
    });
  }),
);

it("goes on for the login that owned the table, by the old name and the new one", patience, () =>
  withRoles(["application", "worker", "stranger"], async ({ application, worker, stranger }) => {
    await liveThrough({
      source: `${agents}; GRANT "${application}" TO "${worker}";
        CREATE SEQUENCE public.numbers OWNED BY public.agents.secret;
        ALTER TABLE public.agents ALTER secret SET DEFAULT nextval('public.numbers');
        ALTER TABLE public.agents OWNER TO "${application}"`,
      target: `${target}; CREATE SEQUENCE cyrex.numbers OWNED BY cyrex.agents.secret;
        ALTER TABLE cyrex.agents ALTER secret SET DEFAULT nextval('cyrex.numbers')`,
      kinds,
      mapping,
      look: async (ground, moment) => {
        for (const [table, column] of await namesOf(ground))
          for (const role of [application, worker]) {
            const seen = [
              await asRole(
                ground,
                role,
                `INSERT INTO ${table} (agent_id, ${column}) VALUES ('c', 'Cy') RETURNING agent_id`,
              ),
              await asRole(
                ground,
                role,
                `SELECT secret IS NULL AS no FROM ${table} WHERE agent_id = 'c'`,
              ),
              await asRole(
                ground,
                role,
                `DELETE FROM ${table} WHERE agent_id = 'c' RETURNING agent_id`,
              ),
              await asRole(ground, stranger, `SELECT agent_id FROM ${table}`),
            ];
            const done = [{ agent_id: "c" }];
            expect({ table, role, moment, seen }).toEqual({
              table,
              role,
              moment,
              seen: [done, [{ no: false }], done, refused],
            });
          }
      },
    });
  }),
);

it("shows every role the rows of its policies, by the old name and the new one", patience, () =>
  withRoles(["reader", "owner", "heir"], async ({ reader, owner, heir }) => {
    const steps = await liveThrough({
      source: `${agents}; GRANT "${owner}" TO "${heir}";
        ALTER TABLE public.agents OWNER TO "${owner}";
        ALTER TABLE public.agents ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON public.agents TO "${reader}" USING (name = 'Ann');
        COMMENT ON POLICY own ON public.agents IS 'of somebody';
        GRANT SELECT, UPDATE ON public.agents TO "${reader}"`,
      target,
      kinds,
      mapping,
      look: async (ground, moment) => {
        for (const [table, column] of await namesOf(ground)) {
          const read = `SELECT agent_id FROM ${table} ORDER BY 1`;
          const seen = {
            reader: await asRole(ground, reader, read),
            changed: await asRole(
              ground,
              reader,
              `UPDATE ${table} SET secret = secret RETURNING agent_id`,
            ),
            refused: await asRole(ground, reader, `UPDATE ${table} SET ${column} = 'Bob'`),
            owner: await asRole(ground, owner, read),
            heir: await asRole(ground, heir, read),
          };
          const all = [{ agent_id: "a" }, { agent_id: "b" }];
          expect({ table, moment, seen }).toEqual({
            table,
            moment,
            seen: {
              reader: [{ agent_id: "a" }],
              changed: [{ agent_id: "a" }],
              refused,
              owner: all,
              heir: all,
            },
          });
        }
        expect(
          await ground.rows(
            "SELECT relrowsecurity AS on, relforcerowsecurity AS forced FROM pg_class WHERE relname = 'agents' AND relkind = 'r'",
          ),
        ).toEqual([{ on: true, forced: false }]);
      },
    });
    const sent = steps.flatMap(({ forward, inverse }) => [forward, ...inverse]);
    expect(JSON.stringify(sent)).not.toContain("DISABLE ROW LEVEL SECURITY");
    expect(steps.flatMap(({ hazards }) => hazards)).toContainEqual({
      code: "row security stays",
      table: "cyrex.agents",
    });
  }),
);

it("makes no policy for an owner who is under the policies, and names those that no policy lifts", () =>
  withRoles(["owner"], async ({ owner }) => {
    const guarded = (force: string, policy: string): string => `${agents};
      ALTER TABLE public.agents OWNER TO "${owner}";
      ALTER TABLE public.agents ENABLE ROW LEVEL SECURITY${force};
      CREATE POLICY ours ON public.agents AS ${policy} USING (name = 'Ann')`;
    const forced = await planKinds({
      source: guarded(", FORCE ROW LEVEL SECURITY", "PERMISSIVE"),
      target,
      kinds,
      mapping,
    });
    expect(JSON.stringify(forced.steps)).not.toContain("CREATE POLICY");
    const restricted = await planKinds({
      source: guarded("", "RESTRICTIVE"),
      target,
      kinds,
      mapping,
    });
    expect(restricted.steps.flatMap(({ hazards }) => hazards)).toContainEqual({
      code: "restrictive policies",
      table: "cyrex.agents",
      owner,
      policies: ["ours"],
    });
  }));

it("says who cannot read by the old name, for row security wants the right to all columns", () =>
  withRoles(["clerk"], async ({ clerk }) => {
    const source = `${agents}; ALTER TABLE public.agents ENABLE ROW LEVEL SECURITY;
      GRANT SELECT (agent_id) ON public.agents TO "${clerk}"`;
    const { steps } = await planKinds({ source, target, kinds: [prepare, relocate], mapping });
    const hazards = steps.flatMap((step) => step.hazards.map((hazard) => ({ step, hazard })));
    const told = hazards.find(({ hazard }) => hazard.code === "view refuses roles");
    expect(told?.hazard).toEqual({
      code: "view refuses roles",
      table: "public.agents",
      roles: [clerk],
    });
    expect(told && relocate.hazard(told.hazard)).toContain(`${clerk} may read only some columns`);
  }));

it(
  "goes on with a rule that writes to another table, once the table has a new owner",
  patience,
  () =>
    withRoles(["owner", "clerk"], async ({ owner, clerk }) => {
      await liveThrough({
        source: `${agents};
        CREATE TABLE public.log (agent text);
        CREATE RULE gone AS ON DELETE TO public.agents DO ALSO INSERT INTO public.log VALUES (OLD.agent_id);
        ALTER TABLE public.agents OWNER TO "${owner}"; ALTER TABLE public.log OWNER TO "${owner}";
        GRANT SELECT, DELETE ON public.agents TO "${clerk}"`,
        target,
        kinds,
        mapping,
        look: async (ground, moment) => {
          for (const [table] of await namesOf(ground)) {
            await ground.rows("BEGIN");
            const deleted = await asRole(
              ground,
              clerk,
              `DELETE FROM ${table} WHERE agent_id = 'a'`,
            );
            const logged = await ground.rows("SELECT agent FROM public.log");
            await ground.rows("ROLLBACK");
            expect({ moment, table, deleted, logged }).toEqual({
              moment,
              table,
              deleted: [],
              logged: [{ agent: "a" }],
            });
          }
        },
      });
    }),
);
