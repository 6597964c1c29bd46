import { noSweeps } from "@deepiri/vitest/skip";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { it } from "vitest";
import { readCatalogAt, type Target } from "../../src/catalog/with-target.js";
import { mappingSchema } from "../../src/plan/mapping.js";
import { grant } from "../../src/steps/grant/index.js";
import { stepKinds } from "../../src/steps/kinds.js";
import { record } from "../../src/steps/record/index.js";
import { seed } from "../../src/steps/seed/index.js";
import { withGround } from "../fixture/apply-plan.js";
import { sqlOf } from "../fixture/lived-in/deeds.js";
import { livedIn, mapping, rowsSql, source, target } from "../fixture/lived-in/small-database.js";
import { thereAndBack } from "../fixture/lived-in/there-and-back.js";
import { tryLives } from "../fixture/lived-in/try-lives.js";
import { planOn } from "../fixture/plan-on.js";
import { withRoles } from "../fixture/with-roles.js";

// These need the tables of a whole workspace.
const kinds = stepKinds.filter((kind) => ![grant, record, seed].includes(kind));
const declared = mappingSchema.parse({ name: "test", ...mapping });

it(
  "is refused by name before anything is changed, or goes there and back to the last byte, whatever others did to the database",
  { timeout: 1_800_000 },
  () =>
    withRoles(["reader", "writer"], (roles) =>
      withGround(target, async ({ url }) => {
        const goal = await targetAt(url);
        await tryLives(livedIn, { cases: noSweeps ? 6 : 10, seed: 3 }, ({ deeds, rows }) =>
          thereAndBack({
            onCopy: (body) =>
              withGround(source, async ({ client, session }) => {
                await client.query(rowsSql(rows));
                for (const deed of deeds) await client.query(sqlOf(deed, roles)).catch(() => {});
                return body(session);
              }),
            plan: (copy) => planOn(copy, goal, { kinds, mapping: declared }),
          }),
        );
      }),
    ),
);

async function targetAt(url: string): Promise<Target> {
  const catalog = await readCatalogAt(url);
  const owners = new Map([...catalog.tables.keys()].map((name) => [name, "core"]));
  return { url, catalog, owners, database: findDatabase(readWorkspace(import.meta.dirname)) };
}
