import type { Node, Statement } from "@deepiri/sql";

/** What a statement makes or is about, as far as its own text says. */
export interface Subject {
  /** Words for what it does, such as "create table". */
  readonly does: string;
  /** The kind of object that it makes, as the catalog calls it; absent for one that makes none. */
  readonly makes?: string;
  readonly schema?: string | undefined;
  /** Of the object; absent where it has none. */
  readonly name?: string | undefined;
  /** Access method of an index. */
  readonly method?: string;
  /** The table that the object is on. */
  readonly table?: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

interface Relation {
  readonly schemaname?: string;
  readonly relname?: string;
  /** "t" for one that goes with its session. */
  readonly relpersistence?: string;
}

/** Reads the name that a statement's parse tree has, never a value in it. */
export function subjectOf({ kind, node }: Statement): Subject {
  const fields = (node as unknown as Record<string, Fields>)[kind] ?? {};
  return { does: words(kind), ...(readers[kind]?.(fields) ?? relationIn(fields)) };
}

const readers: Readonly<Record<string, (fields: Fields) => Partial<Subject>>> = {
  CreateStmt: ({ relation: of }) => table(of as Relation),
  CreateTableAsStmt: ({ into, objtype }) => {
    const { rel } = into as { rel: Relation };
    if (objtype !== "OBJECT_MATVIEW") return table(rel);
    return { does: "create materialized view", makes: "materialized view", ...relation(rel) };
  },
  ViewStmt: ({ view }) => ({ does: "create view", makes: "view", ...relation(view as Relation) }),
  IndexStmt: ({ idxname, relation: on, accessMethod }) => {
    const { schemaname, relname } = on as Relation;
    return {
      does: "create index",
      makes: "index",
      method: accessMethod as string,
      schema: schemaname,
      name: idxname as string | undefined,
      table: relname,
    };
  },
  CreateTrigStmt: ({ trigname, relation: on }) => {
    const { schemaname, relname } = on as Relation;
    return {
      does: "create trigger",
      makes: "trigger",
      schema: schemaname,
      name: trigname as string,
      table: relname,
    };
  },
  CreatePolicyStmt: ({ policy_name, table }) => {
    const { schemaname, relname } = table as Relation;
    return { makes: "policy", schema: schemaname, name: policy_name as string, table: relname };
  },
  CreateFunctionStmt: ({ funcname, is_procedure }) => ({
    ...(is_procedure ? { does: "create procedure" } : {}),
    makes: is_procedure ? "procedure" : "function",
    ...names(funcname),
  }),
  CreateEnumStmt: ({ typeName }) => ({ does: "create type", makes: "type", ...names(typeName) }),
  CreateRangeStmt: ({ typeName }) => ({ does: "create type", makes: "type", ...names(typeName) }),
  CompositeTypeStmt: ({ typevar }) => ({
    does: "create type",
    makes: "type",
    ...relation(typevar as Relation),
  }),
  CreateDomainStmt: ({ domainname }) => ({ makes: "type", ...names(domainname) }),
  CreateSeqStmt: ({ sequence }) => ({
    does: "create sequence",
    makes: "sequence",
    ...relation(sequence as Relation),
  }),
  CreateSchemaStmt: ({ schemaname }) => ({
    makes: "schema",
    name: schemaname as string | undefined,
  }),
  CreateExtensionStmt: ({ extname }) => ({ makes: "extension", name: extname as string }),
  CreateRoleStmt: ({ role }) => ({ name: role as string }),
  AlterRoleStmt: ({ role }) => ({ name: (role as { rolename?: string }).rolename }),
  CreateTableSpaceStmt: ({ tablespacename }) => ({
    does: "create tablespace",
    name: tablespacename as string,
  }),
  CreatedbStmt: ({ dbname }) => ({ does: "create database", name: dbname as string }),
  DropdbStmt: ({ dbname }) => ({ does: "drop database", name: dbname as string }),
  RenameStmt: ({ relation: of }) => ({ does: "rename", ...relation(of as Relation | undefined) }),
  DoStmt: () => ({ does: "do" }),
  VariableSetStmt: ({ name }) => ({ does: "set", name: name as string | undefined }),
  TransactionStmt: ({ kind }) => ({
    does: words(String(kind).replace("TRANS_STMT_", "").replaceAll("_", " ").toLowerCase()),
  }),
};

function table(of: Relation): Partial<Subject> {
  if (of.relpersistence === "t") return { does: "create temporary table", ...relation(of) };
  return { does: "create table", makes: "table", ...relation(of) };
}

function relationIn({ relation: of }: Fields): Partial<Subject> {
  return relation(of as Relation | undefined);
}

function relation({ schemaname, relname }: Relation = {}): Partial<Subject> {
  return relname === undefined ? {} : { schema: schemaname, name: relname };
}

function names(list: unknown): Partial<Subject> {
  const parts = (list as readonly Node[]).flatMap((node) => {
    const text = (node as { String?: { sval?: string } }).String?.sval;
    return text === undefined ? [] : [text];
  });
  return { schema: parts.at(-2), name: parts.at(-1) };
}

/** "CreatePolicyStmt" as "create policy". */
function words(kind: string): string {
  return kind
    .replace(/Stmt$/, "")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase()
    .replace(/trig$/, "trigger");
}

/** What it does and to what, for people: kind and name. */
export function subjectText({ does, schema, name, table }: Subject): string {
  const of = (one: string): string => (schema && schema !== "public" ? `${schema}.${one}` : one);
  if (name === undefined) return table === undefined ? does : `${does} on ${of(table)}`;
  return table === undefined ? `${does} ${of(name)}` : `${does} ${name} on ${of(table)}`;
}
