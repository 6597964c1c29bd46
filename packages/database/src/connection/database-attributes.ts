import { targetOf } from "./target-of.js";

/** What spans say of the database at a URL, by OpenTelemetry's names. Its login is not among it. */
export function databaseAttributes(url: string) {
  const { host, port, database } = targetOf(url);
  return {
    "db.system.name": "postgresql",
    "db.namespace": database,
    "server.address": host,
    "server.port": port,
  };
}
