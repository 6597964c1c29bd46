import { brand } from "../brand.js";

/** How the names of all roles of a database of the workspace begin; the default database's if left out. */
export function rolePrefix(database: string = brand.name): string {
  return `${database}_`;
}

/** The role that owns every object of a database; migrations run as it. */
export function migratorRole(database?: string): string {
  return `${rolePrefix(database)}migrator`;
}

/** The group role of a package in a database: `task-orchestrator` acts as `deepiri_task_orchestrator`. */
export function packageRole(key: string, database?: string): string {
  return rolePrefix(database) + key.replaceAll("-", "_");
}
