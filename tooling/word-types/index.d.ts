/**
 * The generator as Prisma's own libraries call it, for those who run it in their process. Types the
 * word columns of the client that `prisma-client` has just written.
 */
export const generator: {
  readonly name: string;
  getManifest(): Promise<{ readonly prettyName: string; readonly defaultOutput: string }>;
  /**
   * @param options Prisma's options of a generator, with the schema's DMMF
   * @throws WordTypesError naming model and field, before any file is changed
   */
  // biome-ignore lint/suspicious/noExplicitAny: Prisma's type, from a package that this one has no need of
  generate(options: any): Promise<void>;
};
