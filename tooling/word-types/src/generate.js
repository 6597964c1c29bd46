import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { NoClientGenerator, UnknownClientShape } from "./errors.js";
import { readAnnotations } from "./read-annotations.js";
import { typeModel } from "./type-model.js";
import { wordsModule } from "./words-module.js";

/** @import { Model } from "./read-annotations.js" */

/**
 * @typedef {object} GeneratorConfig
 * @property {{ value: string }} provider
 * @property {{ value: string } | null} output
 * @property {Record<string, string | string[] | undefined>} config
 * @property {string} [sourceFilePath]
 *
 * @typedef {object} GenerateOptions what is read of Prisma's options
 * @property {GeneratorConfig} generator
 * @property {readonly GeneratorConfig[]} otherGenerators
 * @property {string} schemaPath
 * @property {{ datamodel: { models: readonly Model[] } }} dmmf
 */

/**
 * Types the word columns of the client that `prisma-client` has just written.
 *
 * @param {GenerateOptions} options
 * @returns {Promise<void>}
 * @throws {import("./errors.js").WordTypesError} naming model and field, before any file is changed
 */
export async function generate(options) {
  const fields = readAnnotations(options.dmmf.datamodel.models);
  if (fields.length === 0) return;
  const client = clientGenerator(options);
  const extension = extensionOf(client.config.importFileExtension);
  const wordsImport = `../internal/words${extension}`;
  const models = [...new Set(fields.map(({ model }) => model))];
  const files = await Promise.all(
    models.map(async (model) => {
      const ofModel = fields.filter((field) => field.model === model);
      const path = join(client.output, "models", `${model}.ts`);
      const text = await readModel(path, model, ofModel[0]?.field ?? "");
      return { path, text: typeModel(text, model, ofModel, wordsImport) };
    }),
  );
  const source = options.generator.config.words ?? `../words${extension}`;
  files.push({
    path: join(client.output, "internal", "words.ts"),
    text: wordsModule(
      fields.map(({ word }) => word),
      `../${source}`,
      extension,
    ),
  });
  await Promise.all(files.map(write));
}

/** @param {GenerateOptions} options */
function clientGenerator({ otherGenerators, generator, schemaPath }) {
  const client = otherGenerators.find(({ provider }) => provider.value === "prisma-client");
  if (client?.output == null) {
    throw new NoClientGenerator(
      "word-types needs a generator with provider prisma-client and an output, declared before it.",
    );
  }
  const folder = dirname(client.sourceFilePath ?? generator.sourceFilePath ?? schemaPath);
  return { config: client.config, output: resolve(folder, client.output.value) };
}

/** @param {string | string[] | undefined} setting */
function extensionOf(setting) {
  return typeof setting === "string" && setting !== "" ? `.${setting}` : "";
}

/**
 * @param {string} path
 * @param {string} model
 * @param {string} field
 */
async function readModel(path, model, field) {
  try {
    return await readFile(path, "utf8");
  } catch {
    throw new UnknownClientShape(
      `${model}.${field}: the generated client has no file models/${model}.ts. ` +
        "Declare `generator client` before `generator words` and run `prisma generate`.",
    );
  }
}

/** @param {{ path: string, text: string }} file */
async function write({ path, text }) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
