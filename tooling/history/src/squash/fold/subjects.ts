import {
  inner,
  list,
  meaning,
  names,
  qualified,
  relationName,
  type Tree,
} from "../../statements/tree.js";

// What statements are about, as keys: one text for each object.

/** The object that a statement makes. */
export function madeBy(node: Tree): string | undefined {
  const table = inner(node, "CreateStmt");
  if (table) return relation(table.relation);
  const index = inner(node, "IndexStmt");
  if (index) return indexKey(index);
  const view = inner(node, "ViewStmt");
  if (view) return relation(view.view);
  const sequence = inner(node, "CreateSeqStmt");
  if (sequence) return relation(sequence.sequence);
  const type = inner(node, "CreateEnumStmt");
  if (type) return `type ${qualified(names(type.typeName))}`;
  const routine = inner(node, "CreateFunctionStmt");
  if (routine) return routineKey(names(routine.funcname), inputTypes(list(routine, "parameters")));
  const trigger = inner(node, "CreateTrigStmt");
  if (trigger) return `trigger ${relationName(trigger.relation)} ${trigger.trigname}`;
  const policy = inner(node, "CreatePolicyStmt");
  if (policy) return `policy ${relationName(policy.table)} ${policy.policy_name}`;
  return undefined;
}

/** The objects that a statement drops; empty for what is no DROP of such. */
export function droppedBy(node: Tree): string[] {
  const drop = inner(node, "DropStmt");
  if (!drop) return [];
  return list(drop, "objects").map((object) => objectKey(String(drop.removeType), object) ?? "?");
}

/** The object that a statement comments on. */
export function commentedBy(node: Tree): string | undefined {
  const comment = inner(node, "CommentStmt");
  return comment && objectKey(String(comment.objtype), comment.object as Tree);
}

/** What a comment is on, be it an object or a part of one. */
export function commentKey(node: Tree): string | undefined {
  const comment = inner(node, "CommentStmt");
  return comment && meaning([comment.objtype, comment.object]);
}

/** The table that a statement is about, without making it. */
export function tableOf(node: Tree): string | undefined {
  for (const kind of ["IndexStmt", "AlterTableStmt", "CreateTrigStmt", "RenameStmt", "RuleStmt"]) {
    const statement = inner(node, kind);
    if (statement) return relation(statement.relation);
  }
  for (const kind of ["InsertStmt", "UpdateStmt", "DeleteStmt"]) {
    const statement = inner(node, kind);
    if (statement) return relation(statement.relation);
  }
  const policy = inner(node, "CreatePolicyStmt") ?? inner(node, "AlterPolicyStmt");
  if (policy) return relation(policy.table);
  return commentedTable(node);
}

const partsOfTables = new Set([
  "OBJECT_COLUMN",
  "OBJECT_TABCONSTRAINT",
  "OBJECT_TRIGGER",
  "OBJECT_POLICY",
  "OBJECT_RULE",
]);

function commentedTable(node: Tree): string | undefined {
  const comment = inner(node, "CommentStmt");
  if (!comment || !partsOfTables.has(String(comment.objtype))) return undefined;
  const parts = names(inner(comment.object, "List")?.items);
  return `relation ${qualified(parts.slice(0, -1))}`;
}

function objectKey(type: string, object: Tree): string | undefined {
  const items = names(inner(object, "List")?.items);
  switch (type) {
    case "OBJECT_TABLE":
    case "OBJECT_INDEX":
    case "OBJECT_VIEW":
    case "OBJECT_SEQUENCE":
      return `relation ${qualified(items)}`;
    case "OBJECT_TYPE":
      return `type ${qualified(names(inner(object, "TypeName")?.names))}`;
    case "OBJECT_FUNCTION":
    case "OBJECT_PROCEDURE": {
      const routine = inner(object, "ObjectWithArgs");
      return routine && routineKey(names(routine.objname), list(routine, "objargs"));
    }
    case "OBJECT_TRIGGER":
    case "OBJECT_POLICY":
      return `${type.slice(7).toLowerCase()} ${qualified(items.slice(0, -1))} ${items.at(-1)}`;
    default:
      return undefined;
  }
}

function indexKey(index: Tree): string | undefined {
  const { schemaname = "public" } = index.relation as { schemaname?: string };
  if (typeof index.idxname !== "string") return undefined;
  return `relation ${qualified([schemaname, index.idxname])}`;
}

function routineKey(name: readonly string[], types: readonly unknown[]): string {
  return `routine ${qualified(name)}${meaning(types)}`;
}

function inputTypes(parameters: readonly Tree[]): unknown[] {
  return parameters.flatMap((one) => {
    const { mode, argType } = inner(one, "FunctionParameter") ?? {};
    const isOut = mode === "FUNC_PARAM_OUT" || mode === "FUNC_PARAM_TABLE";
    return isOut ? [] : [{ TypeName: argType }];
  });
}

function relation(range: unknown): string | undefined {
  const name = relationName(range);
  return name && `relation ${name}`;
}
