import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { InvalidSchemaError } from "./errors.js";
import type { TablePackage } from "./workspace.js";

/** A column as a Prisma schema declares it. */
export interface ModelField {
  /** Its name in TypeScript. */
  readonly name: string;
  /** Its name in the database. */
  readonly column: string;
  /** Prisma's type with the native one, such as `String @db.VarChar(255)`, and `[]` for a list. */
  readonly type: string;
  readonly nullable: boolean;
  /** The text of the `///` comment above it. */
  readonly documentation?: string;
}

/** A table or enum type as a Prisma schema declares it. */
interface Declaration {
  /** Its name in TypeScript. */
  readonly name: string;
  readonly schema: string;
  /** Its name in the database, without the schema. */
  readonly object: string;
  /** Absolute path of the file that declares it. */
  readonly file: string;
  /** True when it stands in external.prisma: another package owns it. */
  readonly external: boolean;
}

export interface Model extends Declaration {
  readonly fields: readonly ModelField[];
  /** The text of the `///` comment above it. */
  readonly documentation?: string;
}

export interface EnumType extends Declaration {
  /** The values as the database holds them. */
  readonly values: readonly string[];
}

/** What the Prisma files of one package declare. */
export interface DataModel {
  readonly models: readonly Model[];
  readonly enums: readonly EnumType[];
}

/** The file in which a package declares what it uses of other packages. */
export const externalFile = "external.prisma";

/**
 * Reads the Prisma files of a package with Prisma's own parser.
 *
 * @throws InvalidSchemaError with the parser's explanation
 */
export function readDataModel(tablePackage: TablePackage): DataModel {
  const files = readPrismaFiles(tablePackage);
  const place = placeOf(files);
  const { models, enums } = parseDocument(tablePackage, files);
  return {
    models: models.map((model) => ({
      ...declaration(model, place),
      ...documented(model),
      fields: model.fields.filter((field) => field.kind !== "object").map(modelField),
    })),
    enums: enums.map((type) => ({
      ...declaration(type, place),
      values: type.values.map((value) => value.dbName ?? value.name),
    })),
  };
}

/** A Prisma file, as Prisma's engines take it. */
export type PrismaFile = [path: string, text: string];

/** The Prisma files of a package, by name. */
export function readPrismaFiles({ schemaDirectory }: TablePackage): PrismaFile[] {
  return readdirSync(schemaDirectory)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => join(schemaDirectory, name))
    .map((path): PrismaFile => [path, readFileSync(path, "utf8")]);
}

interface Named {
  readonly name: string;
  readonly dbName?: string | null;
  readonly documentation?: string;
}

interface Document {
  readonly models: readonly (Named & {
    readonly schema?: string | null;
    readonly fields: readonly DocumentField[];
  })[];
  readonly enums: readonly (Named & { readonly values: readonly Named[] })[];
}

interface DocumentField extends Named {
  readonly kind: string;
  readonly type: string;
  readonly isList: boolean;
  readonly isRequired: boolean;
  readonly nativeType?: readonly [string, readonly string[]] | null;
}

// 3 MB of WebAssembly that most commands never need, so it is loaded on the first schema.
const loadParser = (): typeof import("@prisma/prisma-schema-wasm") =>
  createRequire(import.meta.url)("@prisma/prisma-schema-wasm");

function parseDocument({ name }: TablePackage, files: readonly PrismaFile[]): Document {
  try {
    return JSON.parse(
      loadParser().get_datamodel(JSON.stringify({ prismaSchema: files, noColor: true })),
    );
  } catch (error) {
    throw new InvalidSchemaError(name, parserMessage(error));
  }
}

function parserMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  try {
    return (JSON.parse(text) as { message: string }).message;
  } catch {
    return text;
  }
}

interface Place {
  readonly file: string;
  readonly schema: string | undefined;
}

/**
 * Prisma's document says neither which file declares a block nor the schema of an enum; the block
 * itself does.
 */
function placeOf(files: readonly PrismaFile[]): ReadonlyMap<string, Place> {
  const block = /^[ \t]*(?:model|enum)\s+(\w+)\s*\{([^}]*)/gm;
  return new Map(
    files.flatMap(([file, text]) =>
      [...text.matchAll(block)].map(([, name, body]) => {
        const schema = body?.match(/@@schema\("([^"]+)"\)/)?.[1];
        return [name as string, { file, schema }] as const;
      }),
    ),
  );
}

function declaration(
  { name, dbName, schema }: Named & { readonly schema?: string | null },
  place: ReadonlyMap<string, Place>,
): Declaration {
  const { file = "", schema: written } = place.get(name) ?? {};
  return {
    name,
    schema: schema ?? written ?? "public",
    object: dbName ?? name,
    file,
    external: basename(file) === externalFile,
  };
}

function modelField(field: DocumentField): ModelField {
  const native = field.nativeType;
  const length = native && native[1].length > 0 ? `(${native[1].join(",")})` : "";
  const type = `${field.type}${native ? ` @db.${native[0]}${length}` : ""}${field.isList ? "[]" : ""}`;
  return {
    name: field.name,
    column: field.dbName ?? field.name,
    type,
    nullable: !field.isRequired,
    ...documented(field),
  };
}

function documented({ documentation }: Named): { documentation?: string } {
  return documentation === undefined ? {} : { documentation };
}
