export { type CoreClient, createCoreClient } from "./client.js";
export { type Completion, completeTask } from "./task/complete-task.js";
export { TaskClosedError, TaskError, TaskNotFoundError } from "./task/errors.js";
export { moveTask } from "./task/move-task.js";
export { readOpenTasks } from "./task/read-open-tasks.js";
export { readTaskTree, type TaskTree } from "./task/read-task-tree.js";
export { type FoundTask, searchTasks } from "./task/search-tasks.js";
export * from "./words.js";
