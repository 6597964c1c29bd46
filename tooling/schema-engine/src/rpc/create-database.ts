import { openConnection, quoteIdentifier, sqlState } from "@deepiri/database/without-client";
import type pg from "pg";
import { sessionConfig } from "../engine/connection.js";

// The second is what two at the same moment get.
const justCreated: (string | undefined)[] = [sqlState.duplicateDatabase, sqlState.uniqueViolation];

/** Creates the database that a URL names, unless someone else just did; returns its name. */
export async function createDatabase(url: string): Promise<string> {
  const { database } = sessionConfig({ url });
  if (!database) throw new Error("the URL names no database");
  // The one that every server has, made to be connected to.
  const client = await openConnection(sessionConfig({ url, database: "postgres" }));
  try {
    await client.query(`CREATE DATABASE ${quoteIdentifier(database)}`);
  } catch (error) {
    if (!justCreated.includes((error as pg.DatabaseError).code)) throw error;
  } finally {
    await client.end();
  }
  return database;
}
