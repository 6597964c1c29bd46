import { defineFactory, type Factories, factoriesOn, type Place } from "@deepiri/test-database";
import type {
  ActivityLog,
  Prisma,
  Project,
  ProjectMilestone,
  Role,
  RoleAbility,
  Subtask,
  Task,
  User,
  UserActivitySummary,
} from "./generated/client.js";

const users = defineFactory<Prisma.UserCreateManyInput, User>("core", "public.users")(
  {},
  (unique) => ({ email: `${unique}@example.org`, password: "a hash", name: "Ada" }),
);

const roles = defineFactory<Prisma.RoleCreateManyInput, Role>("core", "public.roles")(
  {},
  (unique) => ({ name: `role ${unique}` }),
);

const roleAbilities = defineFactory<Prisma.RoleAbilityCreateManyInput, RoleAbility>(
  "core",
  "public.role_abilities",
)({ role: roles }, () => ({ ability: "read", resource: "tasks" }));

const projects = defineFactory<Prisma.ProjectCreateManyInput, Project>("core", "public.projects")(
  { owner: users },
  () => ({ name: "Engine" }),
);

const projectMilestones = defineFactory<Prisma.ProjectMilestoneCreateManyInput, ProjectMilestone>(
  "core",
  "public.project_milestones",
)({ project: projects }, () => ({ title: "First turn" }));

const tasks = defineFactory<Prisma.TaskCreateManyInput, Task>("core", "public.tasks")(
  { user: users, project: null, quest: null, parentTask: null },
  () => ({ title: "Write it down" }),
);

const subtasks = defineFactory<Prisma.SubtaskCreateManyInput, Subtask>("core", "public.subtasks")(
  { task: tasks },
  () => ({ title: "Buy ink" }),
);

const activityLogs = defineFactory<Prisma.ActivityLogCreateManyInput, ActivityLog>(
  "core",
  "audit.activity_logs",
)({ entity: tasks, user: null }, () => ({ entityType: "tasks", action: "INSERT" }));

const userActivitySummaries = defineFactory<
  Prisma.UserActivitySummaryCreateManyInput,
  UserActivitySummary
>("core", "audit.user_activity_summary")({ user: users }, () => ({}));

/** How rows of core's tables are made; parents for the factories of other packages. */
export const coreTables = {
  users,
  roles,
  roleAbilities,
  projects,
  projectMilestones,
  tasks,
  subtasks,
  activityLogs,
  userActivitySummaries,
};

/** Factories of core's tables, for tests of any package. */
export function coreFactories(place: Place): Factories<typeof coreTables> {
  return factoriesOn(coreTables, place);
}
