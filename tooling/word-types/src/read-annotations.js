import { BadAnnotation } from "./errors.js";

/**
 * @typedef {object} Field what is read of a field of Prisma's DMMF
 * @property {string} name
 * @property {string} kind
 * @property {string} type
 * @property {boolean} isList
 * @property {string} [documentation]
 *
 * @typedef {object} Model
 * @property {string} name
 * @property {readonly Field[]} fields
 *
 * @typedef {object} WordField a column that holds words of a list
 * @property {string} model
 * @property {string} field
 * @property {string} word name of the union type
 */

/**
 * The fields whose doc comment has a line `words: TypeName`.
 *
 * @param {readonly Model[]} models
 * @returns {WordField[]} in the order of the schema
 * @throws {BadAnnotation} when a comment names no type or stands on anything but a single String
 */
export function readAnnotations(models) {
  return models.flatMap((model) =>
    model.fields.flatMap((field) => {
      const word = annotatedType(model, field);
      return word === undefined ? [] : [{ model: model.name, field: field.name, word }];
    }),
  );
}

/**
 * @param {Model} model
 * @param {Field} field
 */
function annotatedType(model, field) {
  const line = /^\s*words:(.*)$/m.exec(field.documentation ?? "");
  if (line === null) return undefined;
  const word = line[1]?.trim() ?? "";
  const where = `${model.name}.${field.name}`;
  if (!/^[A-Z][A-Za-z0-9]*$/.test(word)) {
    throw new BadAnnotation(
      `${where}: "words:" must be followed by the name of a type in words.ts, not "${word}".`,
    );
  }
  if (field.kind !== "scalar" || field.type !== "String" || field.isList) {
    throw new BadAnnotation(
      `${where}: "words: ${word}" stands on ${field.type}${field.isList ? "[]" : ""}; only a single String column can hold words.`,
    );
  }
  return word;
}
