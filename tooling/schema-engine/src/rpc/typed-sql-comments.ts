/** What the comments of a typed query say about one of its parameters. */
export interface CommentedParameter {
  readonly name: string | undefined;
  /** Prisma's type name, such as "string", if the comment overrides what the server infers. */
  readonly type: string | undefined;
  readonly nullable: boolean;
  readonly documentation: string | null;
}

const parameterLine = /^--\s*@param\s+(?:\{(\w+)(\?)?\}\s*)?\$(\d+)(?::(\w+))?\s*(.*)$/;
const descriptionLine = /^--\s*@description\s+(.*)$/;
const types: Readonly<Record<string, string>> = {
  Int: "int",
  BigInt: "bigint",
  Float: "double",
  Boolean: "bool",
  String: "string",
  DateTime: "datetime",
  Json: "json",
  Bytes: "bytes",
  Decimal: "decimal",
};

/** Reads `-- @param {Type} $1:name text`, by the parameter's number. */
export function commentedParameters(sql: string): ReadonlyMap<number, CommentedParameter> {
  const found = lines(sql).flatMap((line) => {
    const match = parameterLine.exec(line);
    if (!match) return [];
    const [, type, optional, number, name, text] = match;
    const parameter: CommentedParameter = {
      name,
      type: type && types[type],
      nullable: optional !== undefined,
      documentation: text || null,
    };
    return [[Number(number), parameter] as const];
  });
  return new Map(found);
}

/** Reads `-- @description text`. */
export function commentedDescription(sql: string): string | null {
  const texts = lines(sql).flatMap((line) => descriptionLine.exec(line)?.[1] ?? []);
  return texts.length ? texts.join("\n") : null;
}

function lines(sql: string): string[] {
  return sql.split(/\r?\n/).map((line) => line.trim());
}
