/** Root of what can be wrong with a request about a task. */
export class TaskError extends Error {
  override readonly name: string = "TaskError";

  constructor(
    message: string,
    readonly taskId: string,
  ) {
    super(message);
  }
}

/** No task has this id. */
export class TaskNotFoundError extends TaskError {
  override readonly name = "TaskNotFoundError";

  constructor(taskId: string) {
    super(`no task ${taskId} in "public"."tasks"; it may have been deleted: read it again`, taskId);
  }
}

/** The task is done or cancelled, so it cannot be completed. */
export class TaskClosedError extends TaskError {
  override readonly name = "TaskClosedError";

  constructor(
    taskId: string,
    readonly status: string,
  ) {
    super(`task ${taskId} of "public"."tasks" is already ${status}; reopen it first`, taskId);
  }
}
