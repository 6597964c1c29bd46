import { inner, mentions, type Tree } from "../../statements/tree.js";
import { append, constraintsOf, definitionOf, without, withType, wordsOf } from "./column-text.js";
import type { Part } from "./table-text.js";

/**
 * The parts of a CREATE TABLE as they are after a command of an ALTER TABLE; undefined where the command
 * has to stay a statement of its own.
 */
export async function applyCommand(
  parts: readonly Part[],
  command: Part,
): Promise<readonly Part[] | undefined> {
  const node = inner(command.node, "AlterTableCmd") ?? {};
  switch (node.subtype) {
    case "AT_AddColumn":
      return addColumn(parts, command, node);
    case "AT_DropColumn":
      return dropColumn(parts, String(node.name));
    case "AT_DropConstraint":
      return dropConstraint(parts, String(node.name));
    default:
      return changeColumn(parts, String(node.name), (column) => changed(column, command, node));
  }
}

/** The name of the column that a part of a CREATE TABLE defines. */
export function columnOf(part: Part): string | undefined {
  return definitionOf(part).colname as string | undefined;
}

async function addColumn(
  parts: readonly Part[],
  command: Part,
  node: Tree,
): Promise<readonly Part[] | undefined> {
  const definition = inner(node.def, "ColumnDef");
  const last = parts.findLastIndex((part) => columnOf(part) !== undefined);
  const column = parts[last];
  if (!definition || !column) return undefined;
  if (parts.some((part) => columnOf(part) === definition.colname)) return undefined;
  const words = await wordsOf(command);
  const first = words.findIndex(({ text }, index) => index > 0 && isNameOf(text, definition));
  const [from, to] = [words[first]?.start, words.at(-1)?.end];
  if (from === undefined || to === undefined) return undefined;
  const end = (await wordsOf(column)).at(-1)?.end ?? column.text.length;
  const indent = /^\s*/.exec(column.text)?.[0] || " ";
  const rest = column.text.slice(end);
  const added: Part = {
    text: `${indent.includes("\n") ? indent.slice(indent.lastIndexOf("\n")) : indent}${command.text.slice(from, to)}${rest}`,
    node: { ColumnDef: definition },
  };
  return parts.toSpliced(last, 1, { ...column, text: column.text.slice(0, end) }, added);
}

function isNameOf(text: string, { colname }: Tree): boolean {
  return text === `"${String(colname).replaceAll('"', '""')}"` || text.toLowerCase() === colname;
}

/** Rules over the column go with it. */
function dropColumn(parts: readonly Part[], name: string): readonly Part[] | undefined {
  if (!parts.some((part) => columnOf(part) === name)) return undefined;
  const isOut = (part: Part | undefined): boolean =>
    part !== undefined &&
    (columnOf(part) === undefined ? mentions(part.node, name) : columnOf(part) === name);
  const kept = parts.flatMap((part, index) => {
    if (isOut(part)) return [];
    return isOut(parts[index - 1]) ? [withoutRemark(part)] : [part];
  });
  return closed(kept, parts);
}

/** What stands behind a comma, in the same line, is about what stands before it. */
function withoutRemark(part: Part): Part {
  return { ...part, text: part.text.replace(/^[ \t]*--[^\n]*/, "") };
}

function dropConstraint(parts: readonly Part[], name: string): readonly Part[] | undefined {
  const kept = parts.filter(({ node }) => inner(node, "Constraint")?.conname !== name);
  return kept.length < parts.length ? closed(kept, parts) : undefined;
}

/** What stood before the closing parenthesis still does. */
function closed(kept: readonly Part[], before: readonly Part[]): readonly Part[] | undefined {
  const [last, former] = [kept.at(-1), before.at(-1)];
  if (!last || !former) return undefined;
  if (last === former) return kept;
  const end = /\s*$/.exec(former.text)?.[0] ?? "";
  return kept.toSpliced(-1, 1, { ...last, text: `${last.text.trimEnd()}${end}` });
}

async function changeColumn(
  parts: readonly Part[],
  name: string,
  change: (column: Part) => Promise<string | undefined>,
): Promise<readonly Part[] | undefined> {
  const index = parts.findIndex((part) => columnOf(part) === name);
  const column = parts[index];
  const text = column && (await change(column));
  if (!column || text === undefined) return undefined;
  return parts.toSpliced(index, 1, { ...column, text });
}

async function changed(column: Part, command: Part, node: Tree): Promise<string | undefined> {
  const has = (kind: string): boolean => constraintsOf(column).some((one) => one.contype === kind);
  switch (node.subtype) {
    case "AT_SetNotNull":
      if (has("CONSTR_NULL")) return undefined;
      return has("CONSTR_NOTNULL") ? column.text : append(column, "NOT NULL");
    case "AT_DropNotNull":
      return has("CONSTR_NOTNULL") ? without(column, "CONSTR_NOTNULL") : undefined;
    case "AT_ColumnDefault":
      return changeDefault(column, command, node);
    case "AT_AlterColumnType": {
      const type = await between(command, "TYPE", "USING");
      return type === undefined ? undefined : withType(column, type);
    }
    default:
      return undefined;
  }
}

async function changeDefault(column: Part, command: Part, node: Tree): Promise<string | undefined> {
  const bare = await without(column, "CONSTR_DEFAULT");
  if (node.def === undefined) return bare;
  const expression = await between(command, "DEFAULT");
  return expression && append({ ...column, text: bare }, `DEFAULT ${expression}`);
}

/** The words of a command after one of them, as far as another. */
async function between(command: Part, after: string, before?: string): Promise<string | undefined> {
  const words = await wordsOf(command);
  const is = (word: string | undefined, text: string) => text.toUpperCase() === word;
  const first = words.findIndex(({ text }) => is(after, text)) + 1;
  const stop = words.findIndex(({ text }, index) => index > first && is(before, text));
  const last = words[(stop < 0 ? words.length : stop) - 1];
  const from = words[first];
  return first > 0 && from && last ? command.text.slice(from.start, last.end) : undefined;
}
