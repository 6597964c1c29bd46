export {
  NobodyAsks,
  NotAllowed,
  NotFound,
  NothingToDo,
  Refusal,
} from "@deepiri/database";
