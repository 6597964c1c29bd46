/** Root of what the functions of this package throw on their own account. */
export class TaskOrchestratorError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** The id names no task. */
export class TaskNotFoundError extends TaskOrchestratorError {
  constructor(readonly taskId: string) {
    super(`no task ${taskId} in "public"."tasks": check the id, or whether the task was deleted`);
  }
}
