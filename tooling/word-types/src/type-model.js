import { UnknownClientShape } from "./errors.js";

/** @import { WordField } from "./read-annotations.js" */

/**
 * Every type that Prisma 7.10 writes for a String column, and what it becomes. `M` is the quoted
 * model, `W` the word type.
 *
 * @type {Readonly<Record<string, string>>}
 */
const shapes = {
  string: "W",
  "string | null": "W | null",
  "Prisma.StringFilter<M> | string": "Words.$Filter<W, M> | W",
  "Prisma.StringNullableFilter<M> | string | null": "Words.$NullableFilter<W, M> | W | null",
  "Prisma.StringWithAggregatesFilter<M> | string": "Words.$WithAggregatesFilter<W, M> | W",
  "Prisma.StringNullableWithAggregatesFilter<M> | string | null":
    "Words.$NullableWithAggregatesFilter<W, M> | W | null",
  "Prisma.StringFieldUpdateOperationsInput | string": "Words.$Update<W> | W",
  "Prisma.NullableStringFieldUpdateOperationsInput | string | null":
    "Words.$NullableUpdate<W> | W | null",
};

/** Types in which every column is sure to occur: results, filters and updates. */
const requiredTypes = ["$MPayload", "MWhereInput", "MUpdateManyMutationInput"];

/**
 * The model's generated file with its word columns typed by their unions.
 *
 * @param {string} text the file as the prisma-client generator wrote it
 * @param {string} model
 * @param {readonly WordField[]} fields the model's word columns
 * @param {string} wordsImport what to import the word types from
 * @returns {string}
 * @throws {UnknownClientShape} when a column is missing from the text or typed in an unknown way
 */
export function typeModel(text, model, fields, wordsImport) {
  const words = new Map(fields.map(({ field, word }) => [field, word]));
  /** @type {Map<string, Set<string>>} types in which each field was replaced */
  const seen = new Map(fields.map(({ field }) => [field, new Set()]));
  let type = "";
  const lines = text.split("\n").map((line) => {
    type = /^export (?:type|interface) ([$\w]+)/.exec(line)?.[1] ?? type;
    const [, start, field = "", shape = ""] = /^(\s+(\w+)\??: )(.*)$/.exec(line) ?? [];
    const word = words.get(field);
    if (word === undefined || !/string/i.test(shape)) return line;
    seen.get(field)?.add(type);
    return start + wordShape(shape, model, field, word);
  });
  assertSeenEverywhere(model, seen);
  return withImport(lines, model, wordsImport).join("\n");
}

/**
 * @param {string} shape
 * @param {string} model
 * @param {string} field
 * @param {string} word
 */
function wordShape(shape, model, field, word) {
  const quoted = JSON.stringify(model);
  const found = shapes[shape.replaceAll(`<${quoted}>`, "<M>")];
  if (found === undefined) {
    throw new UnknownClientShape(
      `${model}.${field}: the generated client types it as \`${shape}\`, which word-types does not know. ` +
        "Teach tooling/word-types this form of Prisma's client.",
    );
  }
  return found.replaceAll(/\bW\b/g, `Words.${word}`).replaceAll(/\bM\b/g, quoted);
}

/**
 * @param {string} model
 * @param {Map<string, Set<string>>} seen
 */
function assertSeenEverywhere(model, seen) {
  for (const [field, types] of seen) {
    for (const required of requiredTypes.map((type) => type.replace("M", model))) {
      if (types.has(required)) continue;
      throw new UnknownClientShape(
        `${model}.${field}: not found in type ${required} of the generated client. ` +
          "Run `prisma generate` for all generators; if that does not help, teach tooling/word-types this form of Prisma's client.",
      );
    }
  }
}

/**
 * @param {string[]} lines
 * @param {string} model
 * @param {string} wordsImport
 */
function withImport(lines, model, wordsImport) {
  const last = lines.findIndex((line) => /^import .*prismaNamespace/.test(line));
  if (last < 0) {
    throw new UnknownClientShape(`${model}: its generated file does not import prismaNamespace.`);
  }
  const line = `import type * as Words from ${JSON.stringify(wordsImport)}`;
  return lines.toSpliced(last + 1, 0, line);
}
