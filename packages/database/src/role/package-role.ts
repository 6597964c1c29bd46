/** The role that owns every object of the platform; migrations run as it. */
export const migratorRole = "deepiri_migrator";

/** Prefix of every role whose rights are computed; rights of other roles are left alone. */
export const rolePrefix = "deepiri_";

/** The group role of a package: `task-orchestrator` acts as `deepiri_task_orchestrator`. */
export function packageRole(key: string): string {
  return `${rolePrefix}${key.replaceAll("-", "_")}`;
}
