import { quoteIdentifier, quoteTable } from "@deepiri/database";
import pg from "pg";
import { formatName } from "../catalog/names.js";
import type { Session } from "../catalog/session.js";
import type { MoveQuestion } from "../question/question.js";
import { hangingNames } from "./hanging-names.js";
import type { Moved } from "./moved.js";
import { readPartitions } from "./partitions.js";

/** Moves an object in the session's database: catalogue changes only, whatever its size. */
export async function move(client: Session, question: MoveQuestion): Promise<Moved> {
  const statements: string[] = [];
  const run = async (sql: string) => {
    await client.query(sql);
    statements.push(sql);
  };
  if (question.object === "enum value") await run(renameValue(question));
  else if (question.object === "column") await moveColumn(client, question, run);
  else await moveWhole(client, question, run);
  const hazard = `programs that still say ${formatName(question.from)} fail from here on`;
  return { statements, hazard };
}

type Run = (sql: string) => Promise<void>;

function renameValue({ from, to }: MoveQuestion): string {
  const [schema, type, value] = from as [string, string, string];
  const [now] = to.slice(2) as [string];
  return `ALTER TYPE ${quoteTable(schema, type)} RENAME VALUE ${pg.escapeLiteral(value)} TO ${pg.escapeLiteral(now)}`;
}

async function moveColumn(client: Session, { from, to }: MoveQuestion, run: Run) {
  const [schema, table, column] = from as [string, string, string];
  const [now] = to.slice(2) as [string];
  await run(
    `ALTER TABLE ${quoteTable(schema, table)} RENAME COLUMN ${quoteIdentifier(column)} TO ${quoteIdentifier(now)}`,
  );
  for (const sql of await hangingNames(
    client,
    [schema, table],
    `${table}_${column}_`,
    `${table}_${now}_`,
  ))
    await run(sql);
}

async function moveWhole(client: Session, { object, from, to }: MoveQuestion, run: Run) {
  const [schema, name] = from as [string, string];
  const [newSchema, newName] = to as [string, string];
  const word = object === "table" ? "TABLE" : "TYPE";
  if (newSchema !== schema) {
    if (!(await isSchema(client, newSchema))) await run(createSchema(newSchema));
    const parts = object === "table" ? await readPartitions(client, schema, name) : [];
    for (const part of [name, ...parts])
      await run(
        `ALTER ${word} ${quoteTable(schema, part)} SET SCHEMA ${quoteIdentifier(newSchema)}`,
      );
  }
  if (newName === name) return;
  await run(`ALTER ${word} ${quoteTable(newSchema, name)} RENAME TO ${quoteIdentifier(newName)}`);
  if (object !== "table") return;
  for (const sql of await hangingNames(client, [newSchema, newName], `${name}_`, `${newName}_`))
    await run(sql);
}

// As Prisma writes it: other packages may make the same schema.
const createSchema = (name: string) => `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(name)}`;

async function isSchema(client: Session, name: string): Promise<boolean> {
  const { rows } = await client.query(
    "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = $1",
    [name],
  );
  return rows.length > 0;
}
