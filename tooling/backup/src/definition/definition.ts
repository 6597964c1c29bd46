import { quoteTable } from "@deepiri/database/without-client";
import { readStatements, type Statement } from "@deepiri/sql/read-statements";
import { type About, aboutOf, isRangeVar, type Tree, treeOf } from "./about.js";

/** A statement of what pg_dump prints, and what it is about. */
export interface Definition {
  readonly sql: string;
  /** An index, sequence or statistics object of a table counts as the table. */
  readonly about: About;
  /** True for what makes the schema, extension or object itself. */
  readonly creates: boolean;
  /** True for keys, indexes, triggers, policies and all that follows: it is made once the rows are there. */
  readonly isAfterRows: boolean;
  /** A foreign key: its name and the table that it leads to. */
  readonly key?: { readonly name: string; readonly to: string };
  /** Roles that it names. */
  readonly roles: readonly string[];
}

/** Reads the definitions in the order in which pg_dump prints them, without its settings of a session. */
export async function readDefinitions(sql: string): Promise<Definition[]> {
  const statements = (await readStatements(sql)).filter(isKept);
  const owners = ownersOf(statements);
  const firstAfter = statements.findIndex(isAfterRows);
  return statements.map((statement, at) => {
    const about = aboutOf(statement);
    const owner = about.kind === "object" && owners.get(quoteTable(about.schema, about.name));
    return {
      sql: statement.text,
      about: owner || about,
      creates: /^(Create|Composite|Define|View)/.test(statement.kind) && !isAfterRows(statement),
      isAfterRows: firstAfter >= 0 && at >= firstAfter,
      ...foreignKey(statement),
      roles: [...rolesIn(statement.node)],
    };
  });
}

/** Those of pg_dump's settings that say how a table is made. */
const settings = /^SET default_(tablespace|table_access_method|toast_compression)\b/i;

function isKept({ kind, text }: Statement): boolean {
  return kind === "VariableSetStmt" ? settings.test(text) : kind !== "SelectStmt";
}

const after =
  /^(IndexStmt|CreateTrigStmt|RuleStmt|CreatePolicyStmt|CreateEventTrigStmt|CreateStatsStmt|CreatePublicationStmt)$/;
const commandsAfter = ["AT_AddConstraint", "AT_EnableRowSecurity"];

function isAfterRows(statement: Statement): boolean {
  return (
    after.test(statement.kind) ||
    commandsOf(statement).some(({ subtype }) => commandsAfter.includes(String(subtype)))
  );
}

function commandsOf({ kind, node }: Statement): Tree[] {
  const { cmds } = treeOf(node, kind);
  return Array.isArray(cmds) ? cmds.map((one) => (one as Tree).AlterTableCmd as Tree) : [];
}

function constraintsOf(statement: Statement): Tree[] {
  return commandsOf(statement).flatMap(({ def }) => {
    const constraint = (def as Tree | undefined)?.Constraint;
    return constraint ? [constraint as Tree] : [];
  });
}

function foreignKey(statement: Statement): Pick<Definition, "key"> {
  const key = constraintsOf(statement).find(({ contype }) => contype === "CONSTR_FOREIGN");
  if (!isRangeVar(key?.pktable)) return {};
  const { schemaname = "", relname } = key.pktable;
  return { key: { name: String(key.conname), to: quoteTable(schemaname, relname) } };
}

type Owners = ReadonlyMap<string, About>;

/** The tables to which indexes, sequences and statistics objects belong, by the names of these. */
function ownersOf(statements: readonly Statement[]): Owners {
  const owners = new Map<string, About>();
  for (const statement of statements) {
    const about = aboutOf(statement);
    if (about.kind !== "object") continue;
    const { options } = treeOf(statement.node, statement.kind);
    if (statement.kind === "AlterSeqStmt")
      for (const table of optionNames(options, "owned_by"))
        owners.set(quoteTable(about.schema, about.name), { kind: "object", ...table });
    for (const { schema, name } of partsOf(statement, about.schema))
      owners.set(quoteTable(schema, name), about);
  }
  return owners;
}

/** What a statement makes that belongs to the table that it is about. */
function partsOf(statement: Statement, schema: string): Name[] {
  const { idxname, defnames } = treeOf(statement.node, statement.kind);
  switch (statement.kind) {
    case "IndexStmt":
      return [{ schema, name: String(idxname) }];
    case "CreateStatsStmt":
      return namesOf(defnames);
    default:
      return madeByConstraints(statement, schema);
  }
}

interface Name {
  readonly schema: string;
  readonly name: string;
}

/** The indexes and sequences that constraints make. */
function madeByConstraints(statement: Statement, schema: string): Name[] {
  return constraintsOf(statement).flatMap(({ conname, contype, options }) => {
    if (contype === "CONSTR_IDENTITY") return optionNames(options, "sequence_name");
    const hasIndex = /PRIMARY|UNIQUE|EXCLUSION/.test(String(contype));
    return hasIndex ? [{ schema, name: String(conname) }] : [];
  });
}

function optionNames(options: unknown, wanted: string): Name[] {
  if (!Array.isArray(options)) return [];
  return options.flatMap((one) => {
    const { defname, arg } = (one as { DefElem: Tree }).DefElem;
    return defname === wanted ? namesOf(((arg as Tree)?.List as Tree)?.items) : [];
  });
}

function namesOf(list: unknown): Name[] {
  if (!Array.isArray(list) || list.length < 2) return [];
  const [schema = "", name = ""] = list.map((one) =>
    String((one as { String: Tree }).String?.sval),
  );
  return [{ schema, name }];
}

function rolesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  const { roletype, rolename } = value as Tree;
  if (roletype === "ROLESPEC_CSTRING") found.add(String(rolename));
  for (const inner of Object.values(value)) rolesIn(inner, found);
  return found;
}
