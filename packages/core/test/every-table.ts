import { randomUUID } from "node:crypto";
import type { TestDatabase } from "@deepiri/test-database";
import { insertRow, insertTask, insertUser } from "./rows.js";

/** The id of one row per table that core owns, all tied to each other. */
export type EveryTable = Readonly<Record<string, string>>;

/** Fills every table that core owns with a lawful row whose keys are all set. */
export async function fillEveryTable(db: TestDatabase): Promise<EveryTable> {
  const owner = await insertUser(db);
  const editor = await insertUser(db);
  const role = await insertRow(db, "public.roles", { name: randomUUID() });
  const project = await insertRow(db, "public.projects", {
    owner_id: owner,
    name: "Engine",
    updated_by: editor,
  });
  const parent = await insertTask(db, owner);
  const task = await insertTask(db, owner, {
    project_id: project,
    parent_task_id: parent,
    updated_by: editor,
  });
  const milestone = { project_id: project, title: "First turn" };
  const ability = { role_id: role, ability: "read", resource: "tasks" };
  const log = { entity_type: "tasks", entity_id: task, action: "INSERT", user_id: editor };
  return {
    "public.users": owner,
    "public.roles": role,
    "public.role_abilities": await insertRow(db, "public.role_abilities", ability),
    "public.projects": project,
    "public.project_milestones": await insertRow(db, "public.project_milestones", milestone),
    "public.tasks": task,
    "public.subtasks": await insertRow(db, "public.subtasks", { task_id: task, title: "Ink" }),
    "audit.activity_logs": await insertRow(db, "audit.activity_logs", log),
    "audit.user_activity_summary": await insertRow(db, "audit.user_activity_summary", {
      user_id: owner,
    }),
  };
}
