import { plainName } from "../../catalog/table-name.js";
import type { Choice } from "../../plan/open-decision.js";
import type { Conflict } from "../finding.js";
import { asked, byTarget, type Context, decided, type Ruling, ruleOf } from "./ruling.js";

/** Rows of one table of the target lie in several tables: they become one. */
export function severalPlaces(conflict: Conflict, grounds: Context): Ruling {
  const all = [...grounds.places].filter(([, to]) => to === conflict.on).map(([from]) => from);
  const here = all.filter((name) => grounds.assigned.get(name)?.to === conflict.on);
  const left = all.filter((name) => !here.includes(name));
  const [doubtful] = left.filter((name) => !staying(name, grounds));
  if (doubtful !== undefined) return isItTheSame(doubtful, conflict.on, grounds);
  if (here.length < 2) return left.map((name) => staying(name, grounds))[0];
  const rules = here
    .filter((name) => name !== conflict.on)
    .flatMap((name) => grounds.assigned.get(name) ?? [])
    .map((assignment) => ruleOf(assignment, grounds));
  const effect = `the rows of ${here.join(" and ")} become those of one table`;
  return decided(conflict, [...new Set(rules)].join(", ") || byTarget, effect);
}

/** A table of the target lies elsewhere: it moves. */
export function otherPlace(conflict: Conflict, grounds: Context): Ruling {
  const assignment = grounds.assigned.get(conflict.on);
  const to = grounds.places.get(conflict.on) ?? "";
  if (!assignment) return staying(conflict.on, grounds) ?? isItTheSame(conflict.on, to, grounds);
  const old = grounds.target.tables.has(conflict.on)
    ? "the old name becomes that of another table"
    : "a view stays at the old name until finalize";
  const effect = `it becomes ${assignment.to}; ${old}`;
  return decided(conflict, ruleOf(assignment, grounds), effect);
}

/** A table has the name of one of the target and is another. */
export function otherShape(conflict: Conflict, grounds: Context): Ruling {
  const assignment = grounds.assigned.get(conflict.on);
  if (assignment)
    return decided(conflict, ruleOf(assignment, grounds), `it is what becomes ${assignment.to}`);
  const likely = [grounds.places.get(conflict.on), ...Object.keys(grounds.mapping.tables)].filter(
    (to) => to !== undefined && to !== conflict.on && isLikely(conflict.on, to, grounds),
  ) as string[];
  return (
    staying(conflict.on, grounds) ??
    asked(conflict, `${conflict.what} What is it?`, [
      ...[...new Set(likely)].map((to) => itIs(conflict.on, to)),
      ...itStays(conflict.on, grounds),
    ])
  );
}

function isLikely(from: string, to: string, { places }: Context): boolean {
  return places.get(from) === to || nameOf(from) === nameOf(to);
}

/** The ruling for a table that the mapping knows as somebody else's, unless the target needs its name. */
function staying(name: string, { mapping, target }: Context): Ruling {
  const why = mapping.known[name];
  if (why === undefined || target.tables.has(name)) return undefined;
  return { untouched: { object: `table ${name}`, why } };
}

/** The target has a table that the database lacks. */
export function missingTable(conflict: Conflict): Ruling {
  return decided(conflict, byTarget, "it is made");
}

/** A table that is nobody's. */
export function unowned(conflict: Conflict, { assigned, mapping, places }: Context): Ruling {
  if (assigned.has(conflict.on) || places.has(conflict.on)) return undefined;
  const why = mapping.known[conflict.on] ?? "no package owns it";
  return { untouched: { object: `table ${conflict.on}`, why } };
}

/** A table without content that stands for another. */
export function placeholder(conflict: Conflict, grounds: Context): Ruling {
  const stoodFor = grounds.mapping.placeholders[conflict.on];
  if (stoodFor !== undefined) {
    const effect = `what points to it points to ${stoodFor}`;
    return decided(conflict, `placeholders.${conflict.on}`, effect);
  }
  const stays = staying(conflict.on, grounds);
  if (stays) return stays;
  const [, likely = ""] = /stands in for ([^;]+);/.exec(conflict.what) ?? [];
  return asked(conflict, conflict.what, [
    {
      label: `what points to it points to ${likely}`,
      mapping: { placeholders: { [conflict.on]: likely } },
    },
    ...itStays(conflict.on, grounds),
  ]);
}

/** A history that is of no package of ours, and what in it failed. */
export function history(conflict: Conflict, { mapping }: Context): Ruling {
  const why = mapping.known[conflict.on] ?? "a migration history that no package of ours reads";
  return { untouched: { object: `table ${conflict.on}`, why } };
}

/** Keys that are in several places: only one row can have each. */
export function sameKey(conflict: Conflict): Ruling {
  return decided(
    conflict,
    byTarget,
    "of two rows with one key the one changed last stays, the other is set aside",
  );
}

function isItTheSame(from: string, to: string, grounds: Context): Ruling {
  return asked({ on: from }, `It has the columns of ${to}. Are its rows those of ${to}?`, [
    itIs(from, to),
    ...(nameOf(from) === nameOf(to)
      ? [
          {
            label: `so is every table of ${schemaOf(to)} that lies in ${schemaOf(from)}`,
            mapping: { relocate: { [schemaOf(to)]: [schemaOf(from)] } },
          },
        ]
      : []),
    ...itStays(from, grounds),
  ]);
}

function itIs(from: string, to: string): Choice {
  return { label: `it is ${to}`, mapping: { tables: { [to]: [{ table: from }] } } };
}

/** No choice where the target needs the name for a table of its own. */
function itStays(name: string, { target }: Context): Choice[] {
  if (target.tables.has(name)) return [];
  const mapping = { known: { [name]: "somebody else's" } };
  return [{ label: "it is somebody else's and stays", mapping }];
}

function nameOf(table: string): string {
  return table.slice(table.indexOf(".") + 1);
}

function schemaOf(name: string): string {
  return name.split(".")[0] ?? "";
}

/** Names of the places that the inventory knows, with the table of the target that each stands for. */
export function placesOf(
  tables: readonly {
    readonly schema: string;
    readonly name: string;
    readonly target: string | null;
  }[],
): Map<string, string> {
  return new Map(
    tables.flatMap((table) => (table.target ? [[plainName(table), table.target] as const] : [])),
  );
}
