export * from "./business/words.js";
export * from "./conversation/words.js";
export * from "./core/words.js";
export * from "./integration/words.js";
export * from "./memory/words.js";
export * from "./personality/words.js";
