import type { Node, Statement } from "@deepiri/sql";

type AlterTable = Extract<Node, { AlterTableStmt: unknown }>["AlterTableStmt"];
export type AlterTableCommand = Extract<Node, { AlterTableCmd: unknown }>["AlterTableCmd"];

/** Schema and name of the table that a statement of Prisma's is about. */
export interface Target {
  readonly schema: string;
  readonly name: string;
}

/** The parts of an ALTER TABLE; none of any other statement. */
export function commandsOf({ node }: Statement): AlterTableCommand[] {
  if (!("AlterTableStmt" in node)) return [];
  return (node.AlterTableStmt.cmds ?? []).flatMap((one) =>
    "AlterTableCmd" in one ? [one.AlterTableCmd] : [],
  );
}

/** The same ALTER TABLE with other parts. */
export function withCommands({ node }: Statement, commands: readonly AlterTableCommand[]): Node {
  const { AlterTableStmt } = node as { AlterTableStmt: AlterTable };
  return {
    AlterTableStmt: { ...AlterTableStmt, cmds: commands.map((one) => ({ AlterTableCmd: one })) },
  };
}

/** The table of an ALTER TABLE, CREATE TABLE or CREATE INDEX. */
export function targetOf({ node }: Statement): Target | undefined {
  const relation =
    "AlterTableStmt" in node
      ? node.AlterTableStmt.relation
      : "IndexStmt" in node
        ? node.IndexStmt.relation
        : undefined;
  const { schemaname = "public", relname } = relation ?? {};
  return relname === undefined ? undefined : { schema: schemaname, name: relname };
}

/** The objects that a DROP names. */
export function droppedBy({ node }: Statement): {
  readonly type: string;
  readonly names: Target[];
} {
  if (!("DropStmt" in node)) return { type: "", names: [] };
  const { removeType = "", objects = [] } = node.DropStmt;
  const names = objects.map((one) => {
    const parts = "List" in one ? one.List.items : "TypeName" in one ? one.TypeName.names : [];
    const words = (parts ?? []).map((part) => ("String" in part ? (part.String.sval ?? "") : ""));
    const [name = "", schema = "public"] = words.reverse();
    return { schema, name };
  });
  return { type: removeType, names };
}

/** The index that an ALTER INDEX renames. */
export function renamedIndex({ node }: Statement): Target | undefined {
  if (!("RenameStmt" in node) || node.RenameStmt.renameType !== "OBJECT_INDEX") return undefined;
  const { schemaname = "public", relname = "" } = node.RenameStmt.relation ?? {};
  return { schema: schemaname, name: relname };
}
