import { type Migration, replacesHeader } from "@deepiri/workspace";
import type { Piece } from "../statements/pieces.js";

/** The text of the migration that stands for all of these. */
export function compose(replaced: readonly Migration[], pieces: readonly Piece[]): string {
  const files = replaced.map(({ name }) => pieces.filter(({ from }) => from === name));
  const header = `-- Replaces ${replaced.length} migrations: an empty database gets the same from it, and one that has them all has it.\n`;
  const parts = files.filter((some) => some.length > 0).map(composeFile);
  return `${header}${replacesHeader(replaced)}\n${parts.join("\n")}`;
}

function composeFile(pieces: readonly Piece[]): string {
  const [first] = pieces;
  const body = pieces.map(({ lead, text }) => `${lead}${text};`).join("");
  const undone = undoneSettings(pieces)
    .map((sql) => `\n${sql};`)
    .join("");
  return `-- From ${first?.from}\n${body.trimStart()}${undone}\n`;
}

/** What a migration sets does not reach the next one. */
function undoneSettings(pieces: readonly Piece[]): string[] {
  const undone = pieces.flatMap(({ statement: { node, kind } }) => {
    if (kind !== "VariableSetStmt") return [];
    const { kind: how, name = "" } = (node as { VariableSetStmt: { kind?: string; name?: string } })
      .VariableSetStmt;
    // Those are of the transaction.
    return how === "VAR_SET_MULTI" ? [] : [undo(name)];
  });
  return [...new Set(undone)];
}

function undo(name: string): string {
  if (name === "") return "RESET ALL";
  if (name === "session_authorization") return "RESET SESSION AUTHORIZATION";
  return `RESET ${name}`;
}
