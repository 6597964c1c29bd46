/** Checks data of unknown form and gives it typed, or throws: `schema.parse` of zod, for example. */
export type Parse<Data> = (data: unknown) => Data;

/** The forms that the data of an event type has had, from the first to the one that is written now. */
export interface Versioned<Data> {
  /** The form that is written now. */
  readonly schemaVersion: number;
  /** Checks data that is to be written. */
  parse(data: unknown): Data;
  /** Reads data of any form, as the one of now. */
  read(data: unknown, schemaVersion: number): Data;
  /** The next form, and how data of the one before becomes it. */
  next<Next>(parse: Parse<Next>, upcast: (data: Data) => Next): Versioned<Next>;
}

/** The first form of a type's data. */
export function versioned<Data>(parse: Parse<Data>): Versioned<Data> {
  return form(1, parse, parse);
}

function form<Data>(
  schemaVersion: number,
  parse: Parse<Data>,
  read: Versioned<Data>["read"],
): Versioned<Data> {
  return {
    schemaVersion,
    parse,
    read,
    next: (parseNext, upcast) =>
      form(schemaVersion + 1, parseNext, (data, version) =>
        version > schemaVersion ? parseNext(data) : upcast(read(data, version)),
      ),
  };
}
