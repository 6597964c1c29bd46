export { addDependency, type NewDependency } from "./dependency/add-dependency.js";
export * from "./errors.js";
export { recordVersion, type TaskChange } from "./version/record-version.js";
export * from "./words.js";
