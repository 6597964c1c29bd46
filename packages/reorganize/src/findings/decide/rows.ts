import { plainColumn } from "../../catalog/table-name.js";
import type { Effect } from "../../plan/decision.js";
import type { Mapping } from "../../plan/mapping.js";
import { type FindingOf, subjectOf, type TableFinding } from "../finding.js";
import type { Choice } from "../open-decision.js";
import {
  asked,
  type Context,
  type Counterpart,
  counterpartOf,
  decided,
  type Ruling,
} from "./ruling.js";

type Otherwise = Omit<Mapping["otherwise"], "extraColumn">;

const quarantined = { code: "quarantine rows" } as const;

/** What each answer of `otherwise` does. */
const effects: { readonly [Kind in keyof Otherwise]: Readonly<Record<string, Effect>> } = {
  null: { default: { code: "null to default" }, "set aside": quarantined },
  number: { nearest: { code: "nearest number" }, "set aside": quarantined },
  tooLong: { cut: { code: "cut text" }, "set aside": quarantined },
  word: { "set aside": quarantined },
  check: { "set aside": quarantined },
  orphan: { null: { code: "null reference" }, "set aside": quarantined },
  duplicate: { "set aside": { code: "quarantine duplicates" } },
  cycle: { cut: { code: "cut cycles" } },
};

/** Null where the target has none. */
export function nullRows(finding: FindingOf<"null rows">, context: Context): Ruling {
  const { to = "", name = "", wanted } = counterpartOf(finding, context) ?? {};
  const key = plainColumn(to, name);
  const declared = context.mapping.repairs[key]?.null;
  if (declared !== undefined && declared !== "default")
    return decided(finding, `repairs.${key}`, { code: "null to value", sql: declared.sql });
  if (declared === undefined && wanted?.default === null)
    return decided(finding, "otherwise.null", { ...quarantined, because: "no default" });
  return declared === "default"
    ? decided(finding, `repairs.${key}`, { code: "null to default" })
    : otherwise(finding, "null", context);
}

/** Rows that break a CHECK of the target. */
export function check(finding: FindingOf<"check">, context: Context): Ruling {
  const counterpart = counterpartOf(finding, context);
  const declared = byWords(finding, counterpart, context);
  if (declared) return declared;
  if (!counterpart?.column) return otherwise(finding, "check", context);
  return otherwise(finding, isNumber(counterpart) ? "number" : "word", context);
}

/** Values that the target's type does not take. */
export function cast(finding: FindingOf<"cast">, context: Context): Ruling {
  const declared = byWords(finding, counterpartOf(finding, context), context);
  return declared ?? otherwise(finding, "word", context);
}

function byWords(
  finding: TableFinding,
  { to = "", name = "" }: Partial<Counterpart> = {},
  { mapping }: Context,
): Ruling {
  const key = plainColumn(to, name);
  const repair = mapping.repairs[key];
  if (repair?.otherwise !== undefined)
    return decided(finding, `repairs.${key}`, { code: "replace words", word: repair.otherwise });
  if (!repair?.words || mapping.otherwise.word === "ask") return undefined;
  const words = Object.keys(repair.words);
  return decided(finding, `repairs.${key}`, { code: "translate words", words });
}

/** Texts that are too long. */
export function tooLong(finding: FindingOf<"too long">, context: Context): Ruling {
  return otherwise(finding, "tooLong", context);
}

/** Rows that refer to a row that does not exist. */
export function orphan(finding: FindingOf<"orphan">, context: Context): Ruling {
  const { column, wanted } = counterpartOf(finding, context) ?? {};
  const isRequired = column?.notNull || wanted?.notNull;
  const isNeeded = context.mapping.otherwise.orphan === "null" && isRequired;
  return isNeeded
    ? decided(finding, "otherwise.orphan", { ...quarantined, because: "not null" })
    : otherwise(finding, "orphan", context);
}

/** Rows that are the same under a unique rule. */
export function duplicate(finding: FindingOf<"duplicate">, context: Context): Ruling {
  const { to = "" } = counterpartOf(finding, context) ?? {};
  const declared = finding.ruleColumns
    .map((column) => plainColumn(to, column))
    .find((key) => context.mapping.repairs[key]?.duplicate);
  return declared !== undefined
    ? decided(finding, `repairs.${declared}`, { code: "distinct values" })
    : otherwise(finding, "duplicate", context);
}

/** Rows that refer to themselves or to each other in a cycle. */
export function cycle(finding: FindingOf<"cycle" | "self reference">, context: Context): Ruling {
  const { to } = counterpartOf(finding, context) ?? {};
  const isGuarded = context.mapping.acyclic.some(({ table }) => table === to);
  return isGuarded ? otherwise(finding, "cycle", context) : undefined;
}

/** What the mapping says where no repair is declared, or the question which of its answers it is. */
function otherwise(finding: TableFinding, kind: keyof Otherwise, { mapping }: Context): Ruling {
  const effect = effects[kind][mapping.otherwise[kind]];
  if (effect !== undefined) return decided(finding, `otherwise.${kind}`, effect);
  const choices = Object.entries(effects[kind])
    // A number is chosen from a list.
    .filter(([value]) => value !== "nearest" || mapping.numbers.length > 0)
    .map(
      ([value, one]): Choice => ({
        answer: { code: "effect", effect: one },
        mapping: { otherwise: { [kind]: value } },
      }),
    );
  return asked(subjectOf(finding), { code: "finding", finding }, choices);
}

function isNumber({ column }: Counterpart): boolean {
  return /^(smallint|integer|bigint|numeric|real|double precision)/.test(column?.type ?? "");
}
