import { setTimeout as pause } from "node:timers/promises";
import { connectOnce } from "@deepiri/database";
import type pg from "pg";
import { primaryKey, sqlName } from "../../src/catalog/catalog.js";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { queryable } from "../../src/session/queryable.js";
import { programName } from "./watch-waits.js";

/** Programs at work. */
export interface Programs {
  /** Statements that were answered so far. */
  readonly answered: () => number;
  /** Ends them, and gives what they were refused. */
  stop(): Promise<readonly string[]>;
}

/** A reader and a writer for every two of these tables, by their old names, one statement after the other. */
export async function startPrograms(url: string, tables: readonly string[]): Promise<Programs> {
  const subjects = await readSubjects(url, tables);
  const refusals = new Set<string>();
  let [answered, isStopped] = [0, false];
  const work = async (sql: (subject: Subject) => string, offset: number): Promise<void> => {
    const client = await connectOnce(url, { applicationName: programName });
    for (let turn = offset; !isStopped; turn += 2) {
      const subject = subjects[turn % subjects.length] as Subject;
      const key = subject.keys[turn % subject.keys.length];
      await client
        .query(sql(subject), [key])
        .catch((error: Error) => refusals.add(`${subject.name}: ${error.message}`));
      answered += 1;
      await pause(1);
    }
    await client.end();
  };
  const working = [0, 1].flatMap((offset) => [
    work(({ name, key }) => `SELECT * FROM ${name} WHERE ${key} = $1`, offset),
    work(({ name, key }) => `UPDATE ${name} SET ${key} = ${key} WHERE ${key} = $1`, offset),
  ]);
  return {
    answered: () => answered,
    stop: async () => {
      isStopped = true;
      await Promise.all(working);
      return [...refusals];
    },
  };
}

interface Subject {
  readonly name: string;
  readonly key: string;
  readonly keys: readonly string[];
}

async function readSubjects(url: string, names: readonly string[]): Promise<Subject[]> {
  const client = await connectOnce(url, { applicationName: programName });
  try {
    const { tables } = await readCatalog(queryable(client));
    const subjects: Subject[] = [];
    for (const name of names) {
      const table = tables.get(name);
      if (!table) throw new Error(`There is no table ${name}`);
      subjects.push(await readSubject(client, sqlName(table), primaryKey(table)[0] as string));
    }
    return subjects;
  } finally {
    await client.end();
  }
}

async function readSubject(client: pg.Client, name: string, key: string): Promise<Subject> {
  const { rows } = await client.query(`SELECT ${key}::text AS key FROM ${name} LIMIT 100`);
  return { name, key, keys: rows.map((row) => row.key) };
}
