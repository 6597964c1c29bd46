/** Root of what word-types refuses to generate; the message names model and field. */
export class WordTypesError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = new.target.name;
  }
}

/** A `words:` comment that cannot be followed: no type name, or not on a single String column. */
export class BadAnnotation extends WordTypesError {}

/** The generated client does not look as expected, as after an upgrade of Prisma. */
export class UnknownClientShape extends WordTypesError {}

/** The schema has no `prisma-client` generator before this one. */
export class NoClientGenerator extends WordTypesError {}
