import { type Column, columnOf } from "../catalog/catalog.js";
import { compareTables, plainType } from "../catalog/compare-tables.js";
import { plainName } from "../catalog/table-name.js";
import { type Conflict, columnName, counted } from "./finding.js";
import type { Place } from "./match-tables.js";

/** Columns and rules in which a place differs from its table in the target. */
export function findReshaped(place: Place, rows: number): Conflict[] {
  return [
    ...place.target.columns.flatMap((wanted) => reshapedColumn(place, wanted, rows)),
    ...differentRules(place),
  ];
}

function reshapedColumn({ source, columns }: Place, wanted: Column, count: number): Conflict[] {
  const name = columns.get(wanted.name) ?? wanted.name;
  const tell = (kind: Conflict["kind"], what: string): Conflict => {
    return { kind, on: columnName(plainName(source), name), what, count, samples: [] };
  };
  const found = columnOf(source, name);
  if (!found) return [tell("missing column", `The target has it as ${wanted.type}.`)];
  const sameName = name === wanted.name;
  const sameType = plainType(found.type) === plainType(wanted.type);
  return [
    ...(sameName ? [] : [tell("column name", `The target calls it ${wanted.name}.`)]),
    ...(sameType ? [] : [tell("type", `It is ${found.type}; the target wants ${wanted.type}.`)]),
  ];
}

function differentRules({ source, target }: Place): Conflict[] {
  const rules = compareTables(target, source).filter(
    ({ aspect }) => !["column", "type"].includes(aspect),
  );
  if (rules.length === 0) return [];
  const aspects = [...new Set(rules.map(({ aspect }) => aspect))].map(
    (aspect) => `${aspect} ${rules.filter((rule) => rule.aspect === aspect).length}`,
  );
  const what = `${counted(rules.length, "rule differs", "rules differ")} from the target: ${aspects.join(", ")}.`;
  return [{ kind: "rules", on: plainName(source), what, count: rules.length, samples: [] }];
}
