import { readTokens, type Statement } from "@deepiri/sql";

/** Why a statement of a definition is not sent at all; undefined for one that is. */
export async function whyNotRun({ kind, node }: Statement): Promise<string | undefined> {
  const fields = (node as unknown as Record<string, Fields>)[kind] ?? {};
  if (callsScheduler(node)) return scheduler;
  if (kind === "DoStmt") return (await reachesServer(bodyOf({ node }))) ? inBody : undefined;
  return byKind[kind] ?? byFields[kind]?.(fields);
}

type Fields = Readonly<Record<string, unknown>>;

const roles = "roles belong to the whole server";
const databases = "it is about a database by name, not about what is in this one";
const server = "it changes the whole server";
const outside = "it reaches outside of its database";
const limits = "how long a statement may take is limited here";
const scheduler = "pg_cron runs jobs in one database of a server only";
const inBody = "its body changes roles, databases or the server";

const byKind: Readonly<Record<string, string>> = {
  CreateRoleStmt: roles,
  AlterRoleStmt: roles,
  AlterRoleSetStmt: roles,
  DropRoleStmt: roles,
  GrantRoleStmt: roles,
  DropOwnedStmt: roles,
  ReassignOwnedStmt: roles,
  AlterOwnerStmt: roles,
  CreatedbStmt: databases,
  DropdbStmt: databases,
  AlterDatabaseStmt: databases,
  AlterDatabaseSetStmt: databases,
  AlterDatabaseRefreshCollStmt: databases,
  CreateTableSpaceStmt: server,
  DropTableSpaceStmt: server,
  AlterTableSpaceOptionsStmt: server,
  AlterTableMoveAllStmt: server,
  AlterSystemStmt: server,
  CheckPointStmt: server,
  LoadStmt: server,
  CreateSubscriptionStmt: outside,
  AlterSubscriptionStmt: outside,
  DropSubscriptionStmt: outside,
  ImportForeignSchemaStmt: outside,
  CopyStmt: "it copies rows from or to a file or a client",
  DiscardStmt: "it resets who runs the statements",
};

const ofServer: Readonly<Record<string, string>> = {
  OBJECT_DATABASE: databases,
  OBJECT_ROLE: roles,
  OBJECT_TABLESPACE: server,
  OBJECT_PARAMETER_ACL: server,
  OBJECT_SUBSCRIPTION: outside,
};

const byFields: Readonly<Record<string, (fields: Fields) => string | undefined>> = {
  GrantStmt: ({ objtype, grantees }) => ofServer[String(objtype)] ?? ofGrantees(grantees),
  AlterDefaultPrivilegesStmt: ({ action, options }) =>
    ofGrantees((action as Fields).grantees) ?? (options ? roles : undefined),
  AlterTableStmt: ({ cmds }) => {
    const all = cmds as readonly { readonly AlterTableCmd: { readonly subtype?: string } }[];
    return all.every(({ AlterTableCmd: { subtype } }) => subtype === "AT_ChangeOwner")
      ? roles
      : undefined;
  },
  RenameStmt: ({ renameType }) => ofServer[String(renameType)],
  CommentStmt: ({ objtype }) => ofServer[String(objtype)],
  SecLabelStmt: ({ objtype }) => ofServer[String(objtype)],
  VariableSetStmt: ({ name }) => {
    if (/^(role|session_authorization)$/.test(String(name)))
      return "it changes who runs the statements";
    return /_timeout$|^client_min_messages$/.test(String(name)) ? limits : undefined;
  },
  TransactionStmt: ({ kind }) =>
    /PREPARE/.test(String(kind)) ? "a prepared transaction outlives its session" : undefined,
};

/** Rights of all are part of a definition; those of a role need a role that no definition makes. */
function ofGrantees(grantees: unknown): string | undefined {
  const all = (grantees ?? []) as readonly { readonly RoleSpec: { readonly roletype?: string } }[];
  return all.some(({ RoleSpec: { roletype } }) => roletype === "ROLESPEC_CSTRING")
    ? roles
    : undefined;
}

function callsScheduler(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  const { FuncCall } = node as { FuncCall?: { funcname?: { String?: { sval?: string } }[] } };
  const [schema, name] = FuncCall?.funcname ?? [];
  if (name && schema?.String?.sval === "cron") return true;
  return Object.values(node).some(callsScheduler);
}

/** The body of a DO. */
export function bodyOf({ node }: Pick<Statement, "node">): string {
  const { args } = (node as unknown as { DoStmt: { args: readonly Option[] } }).DoStmt;
  return args.find(({ DefElem }) => DefElem.defname === "as")?.DefElem.arg?.String?.sval ?? "";
}

interface Option {
  readonly DefElem: {
    readonly defname?: string;
    readonly arg?: { readonly String?: { readonly sval?: string } };
  };
}

const makers = new Set(["create", "alter", "drop"]);
const made = new Set(["role", "user", "group", "database", "tablespace", "system", "subscription"]);

/** Whether a body, or a text in it that it may execute, has words that change what is not in its database. */
async function reachesServer(body: string): Promise<boolean> {
  const tokens = await readTokens(body).catch(() => []);
  const words = tokens.filter(({ isComment }) => !isComment).map(({ text }) => text.toLowerCase());
  const pairs = words.map((word, at) => [word, words[at + 1] ?? ""] as const);
  if (pairs.some(([one, next]) => makers.has(one) && made.has(next))) return true;
  if (
    pairs.some(
      ([one, next]) =>
        (one === "set" || one === "reset") && (next === "role" || next === "session"),
    )
  )
    return true;
  for (const text of words.flatMap(stringIn)) if (await reachesServer(text)) return true;
  return false;
}

function stringIn(token: string): string[] {
  const [, quoted, dollared] = /^(?:e?'(.*)'|\$[^$]*\$(.*)\$[^$]*\$)$/s.exec(token) ?? [];
  const text = quoted?.replaceAll("''", "'") ?? dollared;
  return text === undefined ? [] : [text];
}
