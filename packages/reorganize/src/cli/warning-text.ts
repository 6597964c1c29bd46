import { quoteIdentifier, quoteTable } from "@deepiri/database";
import { counted } from "@deepiri/terminal";
import { parseTableName, plainColumn } from "../catalog/table-name.js";
import { subjectName } from "../plan/subject.js";
import type { AccessWarning, HazardWarning, TableHazard, Warning } from "../plan/warning.js";
import { mostNames, namesText } from "./names-text.js";
import { oldNameText } from "./old-name-text.js";
import { hazardText } from "./step-text.js";
import { type Texts, textOf } from "./texts.js";
import { uncheckedText } from "./unchecked-text.js";
import { objectText } from "./unmanaged-text.js";

const texts: Texts<Warning> = {
  hazard: (warning) => hazardsText(warning),
  routine: ({ routine, table, becomes }) =>
    `function ${routine} names ${table}, which becomes ${becomes}: it works through the compatibility view, and has to change before finalize`,
  publication: ({ publication, table, becomes }) =>
    `publication ${publication} publishes ${table} as ${becomes} from then on`,
  "old names refuse": (warning) => oldNameText(warning),
  "access lost": (warning) => `${roleText(warning)} can no longer ${accessText(warning)}`,
  "access gained": (warning) =>
    `${roleText(warning)} can ${accessText(warning)}, and could not before`,
  "rows hidden": ({ role, table, before, after }) =>
    `role ${role} sees ${counted(after, "row")} of ${table} where it saw ${before}, of those that the steps were tried on`,
  "rows shown": ({ role, table, before, after }) =>
    `role ${role} sees ${counted(after, "row")} of ${table} where it saw ${before}, of those that the steps were tried on: row security hid the others`,
  "objects dropped": ({ objects }) =>
    `dropped, as the target does not have them, and restored by a rollback: ${namesText(objects)}`,
  "settings changed": ({ objects, settings }) =>
    `settings (${settings.join(", ")}) change, and are restored by a rollback, of: ${namesText(objects)}`,
  "compared otherwise": ({ columns }) =>
    `texts that were equal though not the same, by their type or collation, such as those of another case, are so no more: programs that search or join by them may find fewer rows, of ${namesText(columns.map(({ table, column }) => plainColumn(table, column)))}`,
  "no longer published": (warning) => unpublishedText(warning),
  "uses what goes": ({ object, tables }) => {
    const [use, it] = object.kind === "foreign keys" ? ["use", "them"] : ["uses", "it"];
    const go = tables.length === 1 ? "goes" : "go";
    return `${objectText(object)} ${use} ${namesText(tables)}, which ${go} at finalize: before that, drop ${it} or change ${it} to use the new tables`;
  },
  "not checked": ({ on, check }) => `${subjectName(on)}: ${uncheckedText(check)}`,
};

/** A warning; of its tables the first few are named. */
export function warningText(warning: Warning): string {
  return textOf(texts, warning);
}

/** Both ways to keep it, for only the first loses nothing that is written while the plan is applied. */
function unpublishedText({ publication, tables }: Unpublished): string {
  const alter = `ALTER PUBLICATION ${quoteIdentifier(publication)} ADD`;
  const places = tables.map(({ becomes }) => parseTableName(becomes));
  const schemas = [...new Set(places.map(({ schema }) => quoteIdentifier(schema)))];
  const names = places.map(({ schema, name }) => quoteTable(schema, name));
  return [
    `publication ${publication} is for the tables of a schema, and no longer publishes ${namesText(tables.map(({ table }) => table))}, which leave it`,
    `to keep them, create the schemas and run this before you plan again: ${alter} TABLES IN SCHEMA ${schemas.join(", ")}`,
    `or, without what is written meanwhile, after apply: ${alter} TABLE ${names.join(", ")}`,
  ].join("; ");
}

type Unpublished = Extract<Warning, { readonly code: "no longer published" }>;

/** The hazard of the first table, and which others have it, without their columns if they are many. */
function hazardsText({ kind, hazards: [first, ...others] }: HazardWarning): string {
  if (!first) return "";
  const { table, hazard } = first;
  const sentence = hazardText(kind, hazard);
  const named = hazard.table !== undefined || table === undefined;
  const text = named ? sentence : `${table}: ${sentence}`;
  if (others.length === 0) return text;
  const names = others.map((one) => hazardSubject(one, others.length <= mostNames));
  return `${text}; the same for ${namesText(names)}`;
}

function hazardSubject({ table, hazard }: TableHazard, withColumns: boolean): string {
  const on = hazard.table ?? table ?? "";
  const columns = withColumns ? (hazard.columns ?? []) : [];
  return columns.length > 0 ? `${columns.join(", ")} of ${on}` : on;
}

function roleText({ role }: AccessWarning): string {
  return role === "PUBLIC" ? "everybody (PUBLIC)" : `role ${role}`;
}

function accessText({ privileges, tables, columns = [] }: AccessWarning): string {
  const of = columns.length > 0 ? `${namesText(columns)} of ` : "";
  return `${privileges.join(", ")} ${of}${namesText(tables)}`;
}
