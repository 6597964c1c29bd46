export * from "./business/words.js";
export * from "./integration/words.js";
export * from "./personality/words.js";
