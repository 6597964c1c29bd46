import { expect } from "vitest";
import type { OldDatabase } from "./old-database.js";

type Name = "a" | "b" | "c" | "t";

/** Three contexts and a template. */
const ids: Readonly<Record<Name, string>> = {
  a: "00000000-0000-4000-8000-00000000000a",
  b: "00000000-0000-4000-8000-00000000000b",
  c: "00000000-0000-4000-8000-00000000000c",
  t: "00000000-0000-4000-8000-000000000007",
};

const all = Object.values(ids)
  .map((id) => `'${id}'`)
  .join(", ");

/** Adds contexts and a template, which nothing relates yet. */
export async function addLinked({ rows }: OldDatabase): Promise<void> {
  const owner = "SELECT min(id::text)::uuid AS id FROM public.users WHERE email IS NOT NULL";
  for (const name of ["a", "b", "c"] as const)
    await rows(
      `INSERT INTO public.context_layers (id, user_id, name, content) SELECT '${ids[name]}', id, '${name}', '' FROM (${owner}) AS owner`,
    );
  await rows(
    `INSERT INTO public.templates (id, user_id, name, content) SELECT '${ids.t}', id, 't', '' FROM (${owner}) AS owner`,
  );
}

const named = (column: string): string =>
  `CASE ${column} ${Object.entries(ids)
    .map(([name, id]) => `WHEN '${id}' THEN '${name}'`)
    .join(" ")} END`;

/** What old and new tables say of them. */
const told = {
  old: `
    SELECT concat_ws(' ', ${named("source_id")}, relationship_type, ${named("target_id")}, strength, CASE WHEN is_bidirectional THEN 'both ways' END, reason, NULLIF(metadata, '{}')) AS told
      FROM public.context_relationships WHERE source_id IN (${all})
    UNION ALL SELECT concat_ws(' ', ${named("child_id")}, 'in', ${named("parent_id")}, composition_order) FROM public.context_composition WHERE child_id IN (${all})
    UNION ALL SELECT concat_ws(' ', ${named("template_id")}, 'needs', dependency_type, ${named("dependency_id")}, 'called', dependency_name) FROM public.template_dependencies WHERE template_id IN (${all})
    UNION ALL SELECT concat_ws(' ', ${named("layer_id")}, 'needs', dependency_type, ${named("dependency_id")}, 'called', dependency_name) FROM public.layer_dependencies WHERE layer_id IN (${all})`,
  new: `SELECT concat_ws(' ', ${named("source_id")}, relationship_type, ${named("target_id")}, strength) AS told FROM promptcraft.relationship WHERE source_id IN (${all})`,
};

/** Has old and new programs relate things and end that, in each of the old tables, and compares what they see. */
export async function expectRelationshipsToFollow({ rows }: OldDatabase): Promise<void> {
  const expectTold = async (wanted: { old: string[]; new: string[] }) => {
    const seen = async (sql: string) => (await rows(sql)).map((one) => one.told).sort();
    expect({ old: await seen(told.old), new: await seen(told.new) }).toEqual(wanted);
  };
  const relate = (source: Name, type: string, target: Name, strength = 1, metadata = "{}") =>
    rows(`INSERT INTO promptcraft.relationship (tenant_id, source_id, target_id, relationship_type, strength, metadata)
      SELECT tenant_id, id, '${ids[target]}', '${type}', ${strength}, '${metadata}' FROM promptcraft.entity WHERE id = '${ids[source]}'`);
  const unrelate = (source: Name, target: Name, which = "true") =>
    rows(
      `DELETE FROM promptcraft.relationship WHERE (source_id, target_id) = ('${ids[source]}', '${ids[target]}') AND ${which}`,
    );
  const change = (source: Name, target: Name, set: string) =>
    rows(
      `UPDATE promptcraft.relationship SET ${set} WHERE (source_id, target_id) = ('${ids[source]}', '${ids[target]}')`,
    );
  const old = (statement: string) =>
    rows(statement.replaceAll(/\$([abct])\b/g, (_, name) => `'${ids[name as Name]}'`));

  // Each is a row of the table where old programs look for it.
  await relate("a", "suggests", "b", 0.25, '{"why": "new"}');
  await relate("b", "part_of", "a");
  await relate("t", "depends_on", "a");
  await relate("a", "depends_on", "t");
  await relate("a", "depends_on", "b");
  await relate("t", "derived_from", "a");
  await expectTold({
    old: [
      "a needs template t called t",
      'a recommends b 0.25 {"why": "new"}',
      "a requires b 1.00",
      "b in a",
      "t needs context_layer a called a",
    ],
    new: [
      "a depends_on b 1.00",
      "a depends_on t 1.00",
      "a suggests b 0.25",
      "b part_of a 1.00",
      "t depends_on a 1.00",
      "t derived_from a 1.00",
    ],
  });
  await old(
    `UPDATE public.context_relationships SET strength = 0.5 WHERE relationship_type = 'recommends' AND source_id = $a`,
  );
  await old("UPDATE public.context_composition SET composition_order = 3 WHERE child_id = $b");
  await old("DELETE FROM public.template_dependencies WHERE template_id = $t");
  await old(
    "DELETE FROM public.context_relationships WHERE relationship_type = 'requires' AND source_id = $a",
  );
  await unrelate("a", "t");
  await expectTold({
    old: ['a recommends b 0.5 {"why": "new"}', "b in a 3"],
    new: ["a suggests b 0.50", "b part_of a 1.00", "t derived_from a 1.00"],
  });
  await change("a", "b", "strength = 0.75");
  await change("b", "a", "strength = 0.1");
  await unrelate("t", "a");
  await expectTold({
    old: ['a recommends b 0.75 {"why": "new"}', "b in a 3"],
    new: ["a suggests b 0.75", "b part_of a 0.10"],
  });
  await unrelate("a", "b");
  await unrelate("b", "a");
  await expectTold({ old: [], new: [] });

  // What a row says is kept, and two words of one type are one relationship.
  await old(`INSERT INTO public.context_relationships (source_id, target_id, relationship_type, strength, reason, metadata)
    VALUES ($a, $c, 'uses', 0.333, 'because', '{"old": 1}'), ($a, $c, 'requires', NULL, NULL, NULL)`);
  await old(
    "INSERT INTO public.template_dependencies (template_id, dependency_type, dependency_id, dependency_name) VALUES ($t, 'layer', $c, 'mine'), ($t, 'variable', $c, 'mine')",
  );
  await old(
    "INSERT INTO public.layer_dependencies (layer_id, dependency_type, dependency_id, dependency_name) VALUES ($a, 'layer', $c, 'theirs')",
  );
  const before = [
    "a requires c",
    'a uses c 0.333 because {"old": 1}',
    "a needs layer c called theirs",
    "t needs layer c called mine",
    "t needs variable c called mine",
  ].sort();
  await expectTold({ old: before, new: ["a depends_on c 0.33", "t depends_on c 1.00"] });
  await change("a", "c", "created_by = NULL");
  await change("t", "c", "strength = 0.9");
  await expectTold({ old: before, new: ["a depends_on c 0.33", "t depends_on c 0.90"] });
  await old(
    "DELETE FROM public.context_relationships WHERE relationship_type = 'requires' AND source_id = $a",
  );
  await old(
    "DELETE FROM public.template_dependencies WHERE dependency_type = 'variable' AND template_id = $t",
  );
  await unrelate("a", "c");
  await expectTold({ old: ["t needs layer c called mine"], new: ["t depends_on c 1.00"] });
  await unrelate("t", "c");

  // One row that goes both ways is two relationships, and one of them makes it go one way.
  await old(`INSERT INTO public.context_relationships (source_id, target_id, relationship_type, strength, is_bidirectional)
    VALUES ($b, $c, 'conflicts', 0.5, true)`);
  await expectTold({
    old: ["b conflicts c 0.5 both ways"],
    new: ["b conflicts c 0.50", "c conflicts b 0.50"],
  });
  await change("c", "b", "strength = 0.6");
  await expectTold({
    old: ["b conflicts c 0.60 both ways"],
    new: ["b conflicts c 0.50", "c conflicts b 0.60"],
  });
  await unrelate("b", "c");
  await expectTold({ old: ["c conflicts b 0.60"], new: ["c conflicts b 0.60"] });
  await relate("b", "conflicts", "c", 0.7);
  await expectTold({
    old: ["b conflicts c 0.70", "c conflicts b 0.60"],
    new: ["b conflicts c 0.70", "c conflicts b 0.60"],
  });
  await old(
    "UPDATE public.context_relationships SET is_bidirectional = true, strength = 0.8 WHERE source_id = $c",
  );
  await expectTold({
    old: ["b conflicts c 0.70", "c conflicts b 0.8 both ways"],
    new: ["b conflicts c 0.80", "c conflicts b 0.80"],
  });
  await rows(`DELETE FROM promptcraft.relationship WHERE source_id IN (${all})`);
  await expectTold({ old: [], new: [] });
}
