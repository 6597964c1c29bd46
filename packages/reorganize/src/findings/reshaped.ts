import { type Column, columnOf } from "../catalog/catalog.js";
import { compareTables, plainType } from "../catalog/compare-tables.js";
import { plainName } from "../catalog/table-name.js";
import type { Finding } from "./finding.js";
import type { Match } from "./match-tables.js";

/** Columns and rules in which a table differs from its table in the target. */
export function findReshaped(match: Match, rows: number): Finding[] {
  return [
    ...otherPartitioning(match, rows),
    ...match.target.columns.flatMap((wanted) => reshapedColumn(match, wanted, rows)),
    ...differentRules(match),
  ];
}

function otherPartitioning({ source, target }: Match, count: number): Finding[] {
  const { partitioned } = source;
  if (partitioned === target.partitioned) return [];
  const [table, wanted] = [plainName(source), plainName(target)];
  return [{ kind: "partitioning", table, target: wanted, partitioned, count, samples: [] }];
}

function reshapedColumn({ source, columns }: Match, wanted: Column, count: number): Finding[] {
  const name = columns.get(wanted.name) ?? wanted.name;
  const base = { table: plainName(source), column: name, count, samples: [] };
  const found = columnOf(source, name);
  if (!found) return [{ kind: "missing column", ...base, type: wanted.type }];
  const sameName = name === wanted.name;
  const sameType = plainType(found.type) === plainType(wanted.type);
  return [
    ...(sameName ? [] : [{ kind: "column name" as const, ...base, wanted: wanted.name }]),
    ...(sameType
      ? []
      : [{ kind: "type" as const, ...base, found: found.type, wanted: wanted.type }]),
  ];
}

function differentRules({ source, target }: Match): Finding[] {
  const rules = compareTables(target, source).filter(
    ({ aspect }) => !["column", "type"].includes(aspect),
  );
  if (rules.length === 0) return [];
  const aspects = [...new Set(rules.map(({ aspect }) => aspect))].map((aspect) => ({
    aspect,
    count: rules.filter((rule) => rule.aspect === aspect).length,
  }));
  const table = plainName(source);
  return [{ kind: "rules", table, rules: aspects, count: rules.length, samples: [] }];
}
