import { brand } from "../brand.js";

/** Prefix of every role whose rights are computed; rights of other roles are left alone. */
export const rolePrefix = `${brand.name}_`;

/** The role that owns every object of the platform; migrations run as it. */
export const migratorRole = `${rolePrefix}migrator`;

/** The group role of a package: `task-orchestrator` acts as `deepiri_task_orchestrator`. */
export function packageRole(key: string): string {
  return `${rolePrefix}${key.replaceAll("-", "_")}`;
}
