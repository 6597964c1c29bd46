import type { OldNameStatement, OldNameWarning } from "../plan/warning.js";
import { namesText } from "./names-text.js";

const words: Readonly<Record<OldNameStatement, string>> = {
  select: "SELECT",
  "select for update": "SELECT … FOR UPDATE",
  "group by key": "GROUP BY the primary key alone",
  tablesample: "TABLESAMPLE",
  ctid: "ctid",
  tableoid: "tableoid",
  insert: "INSERT",
  "insert returning": "INSERT … RETURNING",
  "on conflict key": "ON CONFLICT (primary key)",
  "on conflict constraint": "ON CONFLICT ON CONSTRAINT",
  update: "UPDATE",
  "current of": "WHERE CURRENT OF",
  delete: "DELETE",
  merge: "MERGE",
  truncate: "TRUNCATE",
  "copy from": "COPY … FROM",
  "copy to": "COPY … TO",
  lock: "LOCK TABLE",
  references: "a foreign key that REFERENCES it",
  "create index": "CREATE INDEX",
  "alter table": "ALTER TABLE",
  comment: "COMMENT ON TABLE",
};

/** What programs must not do any more by old names. */
export function oldNameText({ statements, tables }: OldNameWarning): string {
  const list = statements.map((one) => words[one]).join(", ");
  return tables.length === 1
    ? `on the old name ${tables[0]}, which is a view by then, this fails: ${list}`
    : `on the old names ${namesText(tables)}, which are views by then, this fails: ${list}`;
}
