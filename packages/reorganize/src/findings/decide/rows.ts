import type { Mapping } from "../../plan/mapping.js";
import type { Choice } from "../../plan/open-decision.js";
import type { Conflict } from "../finding.js";
import { asked, type Context, decided, type Ruling, type Subject, subjectOf } from "./ruling.js";

type Otherwise = Mapping["otherwise"];

const effects: { readonly [Kind in keyof Otherwise]: Readonly<Record<string, string>> } = {
  null: { default: "null becomes the target's default", "set aside": "the rows are set aside" },
  number: {
    nearest: "the nearest lawful number stands for it",
    "set aside": "the rows are set aside",
  },
  tooLong: { cut: "the text is cut, the original kept", "set aside": "the rows are set aside" },
  word: { "set aside": "the rows are set aside" },
  check: { "set aside": "the rows are set aside" },
  orphan: {
    null: "the reference becomes null, the original is kept",
    "set aside": "the rows are set aside",
  },
  duplicate: { "set aside": "the first row stays, later ones are set aside" },
  cycle: { cut: "the latest link of each circle is cut, and kept" },
  extraColumn: { "set aside": "its values are set aside" },
};

/** Null where the target has none. */
export function nullRows(conflict: Conflict, grounds: Context): Ruling {
  const { to, name, wanted } = subjectOf(conflict.on, grounds) ?? {};
  const declared = grounds.mapping.repairs[`${to}.${name}`]?.null;
  if (declared !== undefined && declared !== "default")
    return decided(conflict, `repairs.${to}.${name}`, `null becomes ${declared.sql}`);
  if (declared === undefined && wanted?.default === null)
    return decided(conflict, "otherwise.null", "the rows are set aside: the target has no default");
  return declared === "default"
    ? decided(conflict, `repairs.${to}.${name}`, effects.null.default ?? "")
    : otherwise(conflict, "null", grounds);
}

/** Rows that break a CHECK of the target. */
export function check(conflict: Conflict, grounds: Context): Ruling {
  const subject = subjectOf(conflict.on, grounds);
  const declared = byWords(conflict, subject, grounds);
  if (declared) return declared;
  if (!subject?.column) return otherwise(conflict, "check", grounds);
  return otherwise(conflict, isNumber(subject) ? "number" : "word", grounds);
}

/** Values that the target's type does not take. */
export function cast(conflict: Conflict, grounds: Context): Ruling {
  const subject = subjectOf(conflict.on, grounds);
  const declared = byWords(conflict, subject, grounds);
  return declared ?? otherwise(conflict, "word", grounds);
}

function byWords(conflict: Conflict, subject: Subject | undefined, { mapping }: Context): Ruling {
  const key = `${subject?.to}.${subject?.name}`;
  const repair = mapping.repairs[key];
  if (repair?.otherwise !== undefined)
    return decided(conflict, `repairs.${key}`, `words in no list become ${repair.otherwise}`);
  if (!repair?.words || mapping.otherwise.word === "ask") return undefined;
  const effect = `${Object.keys(repair.words).join(", ")} become words of the target; rows with others are set aside`;
  return decided(conflict, `repairs.${key}`, effect);
}

/** Texts that are too long. */
export function tooLong(conflict: Conflict, grounds: Context): Ruling {
  return otherwise(conflict, "tooLong", grounds);
}

/** Rows that lead nowhere. */
export function orphan(conflict: Conflict, grounds: Context): Ruling {
  const { wanted } = subjectOf(conflict.on, grounds) ?? {};
  const isNeeded = grounds.mapping.otherwise.orphan === "null" && wanted?.notNull;
  return isNeeded
    ? decided(conflict, "otherwise.orphan", "the rows are set aside: the reference may not be null")
    : otherwise(conflict, "orphan", grounds);
}

/** Rows that are the same under a unique rule. */
export function duplicate(conflict: Conflict, grounds: Context): Ruling {
  const { to } = subjectOf(conflict.on, grounds) ?? {};
  const declared = Object.entries(grounds.mapping.repairs).find(
    ([key, repair]) =>
      repair.duplicate &&
      key.startsWith(`${to}.`) &&
      mentions(conflict, key.slice(`${to}.`.length)),
  );
  return declared
    ? decided(
        conflict,
        `repairs.${declared[0]}`,
        "later rows get another value, the original is kept",
      )
    : otherwise(conflict, "duplicate", grounds);
}

function mentions({ what }: Conflict, column: string): boolean {
  return what.split(/\W+/).includes(column);
}

/** Rows that lead to themselves or to each other in a circle. */
export function circle(conflict: Conflict, grounds: Context): Ruling {
  const { to } = subjectOf(conflict.on, grounds) ?? {};
  const isGuarded = grounds.mapping.acyclic.some(({ table }) => table === to);
  return isGuarded ? otherwise(conflict, "cycle", grounds) : undefined;
}

/** What the mapping says where no repair is declared, or the question which of its answers it is. */
function otherwise(conflict: Conflict, kind: keyof Otherwise, { mapping }: Context): Ruling {
  const answer = mapping.otherwise[kind];
  const effect = effects[kind][answer];
  if (effect !== undefined) return decided(conflict, `otherwise.${kind}`, effect);
  const choices: Choice[] = Object.entries(effects[kind]).map(([value, label]) => ({
    label,
    mapping: { otherwise: { [kind]: value } },
  }));
  return asked(conflict, conflict.what, choices);
}

function isNumber({ column }: Subject): boolean {
  return /^(smallint|integer|bigint|numeric|real|double precision)/.test(column?.type ?? "");
}
