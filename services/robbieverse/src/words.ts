export * from "./personality/words.js";
